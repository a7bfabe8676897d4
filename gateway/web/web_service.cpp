#include "gateway/web/web_service.hpp"

#include <fmt/format.h>

#include <system_error>

namespace gateway::web {

namespace {

// The answer to whoever moves the pages must leave first, and its server may not end inside one of its own routes.
constexpr net::Duration before_moving = std::chrono::milliseconds(500);

}  // namespace

WebService::WebService(const WebServer::Uses& uses, Listen listen, std::function<void(std::string_view line)> log)
    : configuration_(uses.configuration),
      loop_(uses.loop),
      listen_(std::move(listen)),
      log_(std::move(log)),
      server_(uses) {
  serve();
}

void WebService::settings_changed() {
  if (wanted() != at_) moves_ = loop_.after(before_moving, [this] { serve(); });
}

std::optional<net::Endpoint> WebService::wanted() const {
  const auto& settings = configuration_.settings();
  if (!listen_ || !settings.web.enabled) return std::nullopt;
  return net::Endpoint{settings.dhcp.lan.address, static_cast<std::uint16_t>(settings.web.port)};
}

void WebService::serve() {
  listener_.reset();  // first, since both may want one port
  at_ = wanted();
  if (!at_) return;
  try {
    listener_ = listen_(*at_, server_.routes());
  } catch (const std::system_error& error) {
    log_(fmt::format("Web: {}", error.what()));
  }
}

}  // namespace gateway::web
