#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "gateway/web/web_server.hpp"
#include "net/address.hpp"
#include "net/http/routes.hpp"

namespace gateway::web {

// Something that serves routes at an address as long as it lives.
class Listener {
 public:
  Listener() = default;
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  virtual ~Listener() = default;
};
// Throws std::system_error when the machine refuses.
using Listen = std::function<std::unique_ptr<Listener>(net::Endpoint at, std::vector<net::HttpRoute> routes)>;

// The pages where the settings want them: on the LAN address, at the web server's port, while it is enabled.
class WebService {
 public:
  WebService(const WebServer::Uses& uses, Listen listen, std::function<void(std::string_view line)> log);

  void settings_changed();

 private:
  [[nodiscard]] std::optional<net::Endpoint> wanted() const;
  void serve();

  Configuration& configuration_;
  net::Loop& loop_;
  Listen listen_;
  std::function<void(std::string_view)> log_;
  WebServer server_;
  std::optional<net::Endpoint> at_;  // where it was last tried
  std::unique_ptr<Listener> listener_;
  net::Timer moves_;
};

}  // namespace gateway::web
