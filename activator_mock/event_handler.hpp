#pragma once

#include <vector>

#include "activator_mock/event.hpp"
#include "activator_mock/provisioner.hpp"
#include "activator_mock/seen_ids.hpp"
#include "net/http/routes.hpp"
#include "net/journal.hpp"

namespace activator {

struct EventHandlerSettings {
  std::string path = "/activator/eventHandler.asp";
  std::size_t ids_remembered = 100000;
  std::size_t longest_form = 16U << 10;  // octets; a longer one is answered 413
};

// Takes what gateways post. An event is answered as soon as it is accepted, before its handset's files exist: a
// gateway keeps an event only until it is answered, and Activator, not the gateway, waits for Teleware. 200:
// accepted, or an id seen before, which changes nothing. 400: no event. 503: too many wait; the gateway is to come
// again.
class EventHandler {
 public:
  EventHandler(EventHandlerSettings settings, Provisioner& provisioner, net::Notes& notes);
  EventHandler(const EventHandler&) = delete;  // the routes point at this
  EventHandler& operator=(const EventHandler&) = delete;

  [[nodiscard]] std::vector<net::HttpRoute> routes();

 private:
  net::HttpResponse take(const net::HttpRequest& request);
  net::HttpResponse accept(const ReadEvent& read, bool duplicate);

  EventHandlerSettings settings_;
  Provisioner& provisioner_;
  net::Notes& notes_;
  SeenIds seen_;
};

}  // namespace activator
