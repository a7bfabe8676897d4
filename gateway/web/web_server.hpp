#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "gateway/settings/configuration.hpp"
#include "gateway/web/form.hpp"
#include "gateway/web/frame.hpp"
#include "gateway/web/login.hpp"
#include "gateway/web/menu.hpp"
#include "gateway/web/status_view.hpp"
#include "net/http/routes.hpp"
#include "net/loop.hpp"

namespace gateway::web {

// The gateway's pages, as routes: home, the menu of settings with its list and entry pages, leases, event log,
// counters, and the login before them. Settings change only by commands that the configuration obeys.
class WebServer {
 public:
  // What it needs of the gateway. Answers are those of the moment.
  struct Uses {
    Configuration& configuration;
    net::Loop& loop;
    std::function<std::string()> random_token;  // hexadecimal, at least 128 bits, unforeseeable
    std::function<Facts()> status = {};         // for the home page
    std::function<Table()> leases = {};
    std::function<std::vector<std::string>()> event_log = {};  // oldest first
    std::function<Facts()> counters = {};
    std::function<bool()> unsaved = {};      // whether a restart would lose settings
    std::function<std::string()> save = {};  // what became of it; a refusal begins with "error: "
    std::function<void(const FailedLogin&)> raise = {};
  };

  explicit WebServer(Uses uses);  // must live as long as the configuration
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  std::vector<net::HttpRoute> routes();  // they call this object

 private:
  using Answer = net::HttpResponse (WebServer::*)(const net::HttpRequest&, Session&);
  net::HttpRoute get(std::string prefix, Answer answer);
  net::HttpRoute post(std::string prefix, Answer answer);

  net::HttpResponse home(const net::HttpRequest& request, Session& session);
  net::HttpResponse advanced(const net::HttpRequest& request, Session& session);
  net::HttpResponse expert(const net::HttpRequest& request, Session& session);
  net::HttpResponse show_place(const net::HttpRequest& request, Session& session);
  net::HttpResponse change_place(const net::HttpRequest& request, Session& session);
  net::HttpResponse leases(const net::HttpRequest& request, Session& session);
  net::HttpResponse event_log(const net::HttpRequest& request, Session& session);
  net::HttpResponse counters(const net::HttpRequest& request, Session& session);
  net::HttpResponse save(const net::HttpRequest& request, Session& session);
  net::HttpResponse leave(const net::HttpRequest& request, Session& session);

  net::HttpResponse remove(const Place& place, const net::HttpRequest& request, Session& session);
  net::HttpResponse update(const Place& place, Form form, const net::HttpRequest& request, Session& session);
  net::HttpResponse entry(const Place& place, const Form& typed, int status, Session& session,
                          const std::string& problem);
  net::HttpResponse done(const net::HttpRequest& request, const std::string& notice, const std::string& next);
  net::HttpResponse refuse(int status, const std::string& title, const std::string& why, Session* session);

  Frame frame(std::string title, Session& session);
  Frame frame_of(const Place& place, Session& session);
  [[nodiscard]] const Settings& settings() const { return uses_.configuration.settings(); }

  Uses uses_;
  Login login_;
};

}  // namespace gateway::web
