#include "gateway/gateway.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "gateway/cli/console.hpp"
#include "gateway/cli/downloader.hpp"
#include "gateway/dhcp/dhcp_service.hpp"
#include "gateway/dns/dns_service.hpp"
#include "gateway/events/configuration_event.hpp"
#include "gateway/events/event_service.hpp"
#include "gateway/settings/configuration.hpp"
#include "gateway/store/turn.hpp"
#include "gateway/web/lease_page.hpp"
#include "gateway/web/web_service.hpp"

namespace gateway {

namespace {

std::uint16_t number16(const std::function<std::string(std::size_t)>& random_digits) {
  return static_cast<std::uint16_t>(std::stoul(random_digits(9)));  // a billion values: even enough
}

std::string lines(const auto& all) { return fmt::format("{}", fmt::join(all, "\n")); }

Event login_event(const web::FailedLogin& failure) {
  const auto from = to_string(failure.from);
  auto event = failure.locked_out
                   ? make_event(EventType::login_locked, "Too many wrong passwords, last from " + from)
                   : make_event(EventType::login_failed, "Wrong user or password from " + from);
  event.ip = from;
  return event;
}

}  // namespace

// Members are destroyed from the last to the first: who uses comes after what is used.
class Gateway::Parts {
 public:
  Parts(Settings settings, const Surroundings& world)
      : configuration_(std::move(settings)),
        log_(world.log),
        turn_(
            world.loop, world.store,
            [this](const std::string& why) { tell_of_store(EventType::store_failed, why); },
            [this] { tell_of_store(EventType::store_recovered, "the state file is written again"); }),
        events_(configuration_.settings(), {.loop = world.loop,
                                            .http = world.http,
                                            .datagrams = world.wan_datagrams,
                                            .turn = turn_,
                                            .started = world.started,
                                            .run = world.random_digits(10)}),
        neighbours_(world.neighbours),
        dhcp_(configuration_.settings(), {.loop = world.loop,
                                          .lan = world.lan,
                                          .lan_mac = world.lan_mac,
                                          .turn = turn_,
                                          .neighbours = world.neighbours,
                                          .log = world.log,
                                          .random_digits = world.random_digits,
                                          .pending = [this](const Event& event) { return events_.pending(event); },
                                          .stamp = [this](Event event) { return events_.stamp(std::move(event)); },
                                          .raise = [this](const Event& event) { events_.raise(event); }}),
        dns_(configuration_.settings(), {.loop = world.loop,
                                         .lan = world.lan_datagrams,
                                         .wan = world.wan_datagrams,
                                         .log = world.log,
                                         .random = [digits = world.random_digits] { return number16(digits); }}),
        downloader_(configuration_.settings(), {.loop = world.loop,
                                                .http = world.http,
                                                .keep = world.keep_download,
                                                .failed = [this](auto& why) { tell_of_download(why); }}),
        console_({.configuration = configuration_,
                  .save = saving(world),
                  .show = [this](Show what) { return show(what); },
                  .download = [this](auto name, auto answer) { downloader_.fetch(name, std::move(answer)); }}),
        web_(web_uses(world), world.listen, world.log) {
    configuration_.on_change([this](const Settings& before) {
      events_.tell(configuration_changed_event(before, configuration_.settings()));
      dhcp_.settings_changed();
      dns_.settings_changed();
      events_.settings_changed();
      web_.settings_changed();
    });
    auto restored = world.store.restore();
    dhcp_.restore(restored.leases);
    // In the first turn, when the world around stands as well.
    auto begin = [this, leases = restored.leases.size(), pending = std::move(restored.pending)] {
      events_.restore(pending);
      events_.tell(make_event(EventType::started, fmt::format("Started with {} leases kept and {} events to tell",
                                                              leases, pending.size())));
    };
    begins_ = world.loop.at(world.loop.now(), std::move(begin));
  }

  Console& console() { return console_; }

 private:
  void tell_of_store(EventType type, const std::string& what) {
    log_("Store: " + what);
    events_.tell_of_store(type, what);
  }

  void tell_of_download(const std::string& why) {
    log_("HTTP: " + why);
    events_.tell(make_event(EventType::download_failed, why));
  }

  // Empty when there is no file.
  std::function<std::string(std::string_view)> saving(const Surroundings& world) {
    if (!world.save_config) return {};
    return [this, save = world.save_config](std::string_view text) {
      auto file = save(text);
      events_.tell(make_event(EventType::configuration_saved, "Configuration saved in " + file));
      return file;
    };
  }

  [[nodiscard]] std::string show(Show what) const {
    if (what == Show::event_log) {
      const auto entries = events_.log().entries();
      return entries.empty() ? "the event log is empty" : lines(entries);
    }
    if (what == Show::counters) return show_counters();
    const auto waiting = events_.show_waiting();
    if (what == Show::events) return waiting.empty() ? "no event waits" : lines(waiting);
    const auto leases = dhcp_.show_leases();
    return leases.empty() ? "there are no leases" : lines(leases);
  }

  [[nodiscard]] std::string show_counters() const {
    std::vector<std::string> all;
    for (const auto& [label, value] : counters()) all.push_back(fmt::format("{}: {}", label, value));
    return lines(all);
  }

  web::WebServer::Uses web_uses(const Surroundings& world) {
    return {.configuration = configuration_,
            .loop = world.loop,
            .random_token = world.random_token,
            .status = [this, &loop = world.loop] { return status(loop.now()); },
            .leases = [this, &loop = world.loop] { return web::lease_page(dhcp_.leases(), loop.now()); },
            .event_log = [this] { return events_.log().entries(); },
            .counters = [this] { return counters(); },
            .unsaved = [this, file = bool(world.save_config)] { return file && console_.has_unsaved_changes(); },
            .save = [this] { return console_.save(); },
            .raise = [this](const web::FailedLogin& failure) { events_.tell(login_event(failure)); }};
  }

  [[nodiscard]] web::Facts status(net::TimePoint now) const {
    const auto leased = std::ranges::count(dhcp_.leases().by_address(), LeaseState::leased, &Lease::state);
    const auto up = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
    return {{"Model", "Service Managed Gateway"},
            {"Serial", configuration_.settings().serial},
            {"LAN address", to_string(configuration_.settings().dhcp.lan)},
            {"Running for", web::in_words(up)},
            {"Leases", std::to_string(leased)},
            {"Events waiting", std::to_string(events_.show_waiting().size())}};
  }

  [[nodiscard]] web::Facts counters() const {
    web::Facts all;
    for (const auto& part : {dhcp_.counters(), events_.counters(), dns_.counters(), neighbours_.counters()})
      for (const auto& [label, value] : part) all.emplace_back(label, std::to_string(value));
    return all;
  }

  Configuration configuration_;
  std::function<void(std::string_view)> log_;
  Turn turn_;
  EventService events_;
  Neighbours& neighbours_;
  DhcpService dhcp_;
  DnsService dns_;
  Downloader downloader_;
  Console console_;
  web::WebService web_;
  net::Timer begins_;
};

Gateway::Gateway(Settings settings, const Surroundings& surroundings)
    : parts_(std::make_unique<Parts>(std::move(settings), surroundings)) {}

Gateway::~Gateway() = default;

void Gateway::command(std::string_view line, const std::function<void(std::string)>& answer) {
  parts_->console().obey(line, answer);
}

std::string Gateway::command(std::string_view line) {
  const auto answer = std::make_shared<std::string>();  // outlived, by whoever answers later
  command(line, [answer](std::string text) { *answer = std::move(text); });
  return *answer;
}

}  // namespace gateway
