#include "activator_mock/event_handler.hpp"

#include <utility>

#include <fmt/ranges.h>

namespace activator {
namespace {

net::HttpResponse say(int status, std::string body) {
  return {status, {{"Content-Type", "text/plain"}}, std::move(body)};
}

}  // namespace

EventHandler::EventHandler(EventHandlerSettings settings, Provisioner& provisioner, net::Notes& notes)
    : settings_(std::move(settings)), provisioner_(provisioner), notes_(notes), seen_(settings_.ids_remembered) {}

std::vector<net::HttpRoute> EventHandler::routes() {
  return {{"POST", settings_.path,
           [this](const net::HttpRequest& request, const net::HttpRespond& respond) { respond(take(request)); }}};
}

net::HttpResponse EventHandler::take(const net::HttpRequest& request) {
  if (request.body.size() > settings_.longest_form) return say(413, "Content Too Large\n");
  const auto read = read_event(request.body);
  const auto& event = read.event;
  const bool duplicate = read.mistakes.empty() && seen_.contains(event.id);
  const auto mac = event.mac ? std::optional(config_stem(*event.mac)) : std::nullopt;
  const auto ip = event.ip ? std::optional(to_string(*event.ip)) : std::nullopt;
  const bool busy = read.mistakes.empty() && !duplicate && asks_for_files(event) && provisioner_.full();
  auto response = busy ? say(503, "busy\n") : accept(read, duplicate);
  notes_.note(net::Kind::event_received, "activator",
              {{"id", event.id},
               {"serial", event.serial},
               {"class", event.event_class},
               {"subclass", event.subclass},
               {"severity", event.severity},
               {"text", event.text},
               {"name", event.name},
               {"mac", mac},
               {"ip", ip},
               {"rand", event.rand},
               {"option66", event.option66},
               {"duplicate", duplicate},
               {"status", response.status}});
  if (response.status == 200 && !duplicate) {
    seen_.add(event.id);
    if (asks_for_files(event)) provisioner_.accept(event);
  }
  return response;
}

net::HttpResponse EventHandler::accept(const ReadEvent& read, bool duplicate) {
  if (!read.mistakes.empty()) return say(400, fmt::format("{}\n", fmt::join(read.mistakes, "\n")));
  return say(200, duplicate ? "accepted before\n" : "accepted\n");
}

}  // namespace activator
