#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "gateway/settings/settings.hpp"
#include "gateway/web/lockout.hpp"
#include "gateway/web/sessions.hpp"
#include "net/http/message.hpp"
#include "net/loop.hpp"

namespace gateway::web {

// A login that failed, for whoever watches. It names no user: people type passwords in the wrong field.
struct FailedLogin {
  net::Ipv4Address from;
  bool locked_out;  // this one was the last try
};

// Lets people in: the login page, who is logged in, and the way out. Whether an address may try at all is judged
// before its password is looked at, since that costs tens of milliseconds.
class Login {
 public:
  struct Uses {
    const Settings& settings;
    net::Loop& loop;
    std::function<std::string()> random_token;  // cookie-safe, unforeseeable, at least 128 bits
    std::function<void(const FailedLogin&)> raise;
  };

  explicit Login(Uses uses) : uses_(std::move(uses)), sessions_(uses_.random_token) {}

  [[nodiscard]] net::HttpResponse ask(const net::HttpRequest& request) const;  // the login page
  net::HttpResponse enter(const net::HttpRequest& request);                    // its form
  net::HttpResponse leave(const net::HttpRequest& request);

  Session* visitor(const net::HttpRequest& request);  // who asks; null: nobody who is logged in
  void everybody_out() { sessions_.end_all(); }

 private:
  [[nodiscard]] net::HttpResponse form(const net::HttpRequest& request, int status,
                                       const std::string& complaint) const;
  [[nodiscard]] net::HttpResponse locked(const net::HttpRequest& request, std::chrono::seconds wait) const;
  net::HttpResponse wrong(const net::HttpRequest& request, net::Ipv4Address from);

  Uses uses_;
  Sessions sessions_;
  Lockout lockout_;
};

}  // namespace gateway::web
