#pragma once

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <string>

#include "gateway/web/web_server.hpp"
#include "net/http/routes.hpp"
#include "net/http/url.hpp"
#include "net/virtual_loop.hpp"

namespace gateway::web {

// For tests: a web server with a browser before it that keeps cookies and knows its forms' token.
struct Browser {
  static constexpr const char* password = "correct horse";

  explicit Browser(Settings settings = with_password()) : configuration(std::move(settings)) {}

  static Settings with_password() {
    static const auto hash = PasswordHash::of(password, 1);
    Settings settings;
    settings.web.password = hash;
    return settings;
  }

  net::HttpResponse ask(net::HttpRequest request) {
    request.fields.emplace_back("Host", "192.168.100.1");
    std::string jar;
    for (const auto& [name, value] : cookies) jar += (jar.empty() ? "" : "; ") + name + "=" + value;
    if (!jar.empty()) request.fields.emplace_back("Cookie", jar);
    request.peer = net::Endpoint{address, 50000};
    std::optional<net::HttpResponse> answer;
    net::dispatch(routes, request, [&](net::HttpResponse response) { answer = std::move(response); });
    EXPECT_TRUE(answer.has_value());
    for (const auto& [field, value] : answer->fields)
      if (field == "Set-Cookie") keep(value);
    return *answer;
  }

  net::HttpResponse get(const std::string& path) { return ask({"GET", path}); }

  // A form's POST, its token with it.
  net::HttpResponse post(const std::string& path, std::vector<std::pair<std::string, std::string>> fields) {
    fields.emplace_back("csrf", token());
    return ask({"POST", path, {}, net::form_encode(fields)});
  }

  // The token that the forms of the page hold.
  std::string token() {
    auto html = get("/").body;
    if (html.empty()) html = get("/login").body;
    const std::string before = "name=\"csrf\" value=\"";
    const auto at = html.find(before);
    if (at == std::string::npos) return "";
    const auto from = at + before.size();
    return html.substr(from, html.find('"', from) - from);
  }

  net::HttpResponse try_password(const std::string& with) {
    return post("/login", {{"user", "admin"}, {"password", with}});
  }
  Browser& log_in() {
    EXPECT_EQ(try_password(password).status, 303);
    return *this;
  }

  void pass(net::Duration time) {
    loop.run_until([] { return false; }, loop.now() + time);
  }
  [[nodiscard]] const Settings& settings() const { return configuration.settings(); }

  net::VirtualLoop loop;
  Configuration configuration;
  net::Ipv4Address address{192, 168, 100, 50};
  std::map<std::string, std::string> cookies;
  std::vector<FailedLogin> failures;
  std::string saved = "ok";
  bool unsaved = false;
  int tokens = 0;
  WebServer server{{.configuration = configuration,
                    .loop = loop,
                    .random_token = [this] { return std::string(28, 'a') + std::to_string(1000 + ++tokens); },
                    .status =
                        [] {
                          return Facts{{"Model", "smg"}};
                        },
                    .leases =
                        [] {
                          return Table{{"Address", "State"}, {{"192.168.100.100", "<leased>"}}, 3};
                        },
                    .event_log =
                        [] {
                          return std::vector<std::string>{"first", "second"};
                        },
                    .counters =
                        [] {
                          return Facts{{"dhcp received", "7"}};
                        },
                    .unsaved = [this] { return unsaved; },
                    .save = [this] { return saved; },
                    .raise = [this](const FailedLogin& failure) { failures.push_back(failure); }}};
  std::vector<net::HttpRoute> routes = server.routes();

 private:
  void keep(const std::string& cookie) {
    const auto equals = cookie.find('=');
    const auto end = cookie.find(';');
    const auto name = cookie.substr(0, equals);
    if (cookie.find("Max-Age=0") != std::string::npos) {
      cookies.erase(name);
    } else {
      cookies[name] = cookie.substr(equals + 1, end - equals - 1);
    }
  }
};

inline std::string header(const net::HttpResponse& response, std::string_view name) {
  return std::string(net::field(response.fields, name).value_or(""));
}
inline bool contains(const net::HttpResponse& response, std::string_view text) {
  return response.body.find(text) != std::string::npos;
}

}  // namespace gateway::web
