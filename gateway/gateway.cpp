#include "gateway/gateway.hpp"

#include <fmt/format.h>

#include <vector>

#include "gateway/command.hpp"
#include "gateway/dhcp_frame.hpp"
#include "gateway/dhcp_server.hpp"
#include "gateway/event_delivery.hpp"
#include "gateway/event_system.hpp"
#include "gateway/log_line.hpp"

namespace gateway {

namespace {

struct Counters {
  std::uint64_t messages = 0;   // DHCP messages received
  std::uint64_t replies = 0;    // and sent
  std::uint64_t malformed = 0;  // datagrams to port 67 that are no DHCP
  std::uint64_t events = 0;
  std::uint64_t for_managers = 0;  // events for an SNMP manager: counted, there is no SNMP yet
};

std::string lines(const auto& all) { return fmt::format("{}", fmt::join(all, "\n")); }

}  // namespace

class Gateway::Parts {
 public:
  Parts(Settings settings, Surroundings surroundings)
      : settings_(std::move(settings)), world_(std::move(surroundings)), run_(world_.random_digits(10)) {
    world_.lan.on_frame([this](net::BytesView frame) { receive(frame); });
  }

  ~Parts() {
    world_.lan.on_frame([](net::BytesView) {});
  }

  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  std::string command(std::string_view line) {
    const auto parsed = parse_command(line);
    if (const auto* refusal = std::get_if<Refusal>(&parsed)) return to_string(*refusal);
    const auto& command = std::get<Command>(parsed);
    if (const auto* part = std::get_if<ShowSettings>(&command)) return lines(to_commands(settings_, part->words));
    if (const auto* what = std::get_if<Show>(&command)) return show(*what);
    auto next = obeyed(settings_, command);
    if (const auto* refusal = std::get_if<Refusal>(&next)) return to_string(*refusal);
    settings_ = std::get<Settings>(std::move(next));
    carry_out(forget_outside_pool(leases_, settings_.dhcp));
    log_.resize(settings_.events.log_size);
    deliver(Poked{});
    const auto conflict = find_conflict(settings_);
    return conflict ? "ok\nwarning: " + conflict->message : "ok";
  }

 private:
  void receive(net::BytesView frame) {
    auto read = read_dhcp_frame(frame, world_.lan_mac, settings_.dhcp.lan);
    if (std::holds_alternative<Malformed>(read)) ++counters_.malformed;
    const auto* arrival = std::get_if<DhcpArrival>(&read);
    if (arrival == nullptr) return;
    ++counters_.messages;
    auto outcome = step(leases_, arrival->message, {settings_, world_.loop.now(), world_.random_digits});
    const auto reply = std::move(outcome.reply);
    carry_out(std::move(outcome));
    if (!reply) return;
    ++counters_.replies;
    const auto path = reply_path(*reply, arrival->from);
    world_.lan.send(make_dhcp_frame(*reply, path, world_.lan_mac, settings_.dhcp.lan.address));
  }

  // The one place where leases, numbers and events become true; the reply leaves after it.
  void carry_out(DhcpOutcome outcome) {
    for (const auto& change : outcome.changes) leases_.apply(change);
    for (const auto& line : outcome.log) world_.log(cut(line));
    if (outcome.alert) raise(make_event(std::move(*outcome.alert)));
    const auto due = wakes_at(leases_);
    if (due == armed_) return;
    armed_ = due;
    lease_timer_ = due ? world_.loop.at(*due, [this] { end_leases(); }) : net::Timer{};
  }

  void end_leases() {
    armed_.reset();
    carry_out(expire(leases_, world_.loop.now()));
  }

  [[nodiscard]] std::chrono::sys_seconds time() const {
    return world_.started + std::chrono::floor<std::chrono::seconds>(world_.loop.now().time_since_epoch());
  }

  Event make_event(AlertRaised alert) {
    Event event;
    event.id = fmt::format("{}-{}-{}", settings_.serial, run_, ++counters_.events);
    event.serial = settings_.serial;
    event.time = time();
    event.subclass = dhcp_alert_subclass;
    event.text = std::move(alert.text);
    event.name = std::move(alert.name);
    event.mac = config_stem(alert.mac);
    event.ip = to_string(alert.address);
    event.rand = std::move(alert.number);
    event.option66 = std::move(alert.option66);
    return event;
  }

  void raise(const Event& event) {
    for (const auto target : route(settings_, event)) {
      if (target == Target::event_log) {
        log_.add(log_entry(event), settings_.events.log_size);
      } else if (target == Target::activator) {
        deliver(Raised{event});
      } else {
        ++counters_.for_managers;
      }
    }
  }

  void deliver(DeliveryInput input) {
    auto result = step(std::move(delivery_), std::move(input), {settings_.http, world_.loop.now()});
    delivery_ = std::move(result.next);
    if (result.told) note_delivery("accepted", *result.told);
    if (result.given_up) note_delivery("gave up", *result.given_up);
    if (result.post) post(delivery_.queue.front());
    const auto due = wakes_at(delivery_);
    delivery_timer_ = due ? world_.loop.at(*due, [this] { deliver(Poked{}); }) : net::Timer{};
  }

  void post(const Event& event) {
    const auto destination = event_destination(settings_.http);
    net::HttpLimits limits;
    limits.connect = settings_.http.connect_timeout;
    limits.inactivity = settings_.http.inactivity_timeout;
    world_.http.request(make_post(event, *destination), destination->server, limits,
                        [this, still = std::weak_ptr(alive_)](const net::HttpResult& result) {
                          if (still.expired()) return;
                          deliver(Answered{result.outcome, result.response ? result.response->status : 0});
                        });
  }

  void note_delivery(std::string_view what, const Event& event) {
    if (!settings_.events.log_activator || !settings_.events.log_enabled) return;
    log_.add(fmt::format("{} Activator {} event {}", iso_time(time()), what, event.id), settings_.events.log_size);
  }

  std::string show(Show what) const {
    if (what == Show::event_log) return log_.entries().empty() ? "the event log is empty" : lines(log_.entries());
    if (what == Show::counters) return show_counters();
    std::vector<std::string> all;
    for (const auto& [client, lease] : leases_.by_client()) {
      const auto left = std::chrono::duration_cast<std::chrono::seconds>(lease.until - world_.loop.now()).count();
      all.push_back(fmt::format("{} {} {} {}s{}{}", to_string(lease.address), config_stem(lease.mac),
                                to_string(lease.state), left, lease.number.empty() ? "" : " Rand ", lease.number));
    }
    return all.empty() ? "there are no leases" : lines(all);
  }

  std::string show_counters() const {
    const auto& d = delivery_.counters;
    const std::vector<std::pair<std::string_view, std::uint64_t>> rows{
        {"dhcp received", counters_.messages},
        {"dhcp sent", counters_.replies},
        {"dhcp malformed", counters_.malformed},
        {"events", counters_.events},
        {"events for managers, not sent", counters_.for_managers},
        {"activator waiting", delivery_.queue.size()},
        {"activator posts", d.posts},
        {"activator accepted", d.accepted},
        {"activator rejected", d.rejected},
        {"activator failed", d.failed},
        {"activator hold-offs", d.hold_offs},
        {"activator dropped", d.dropped},
        {"activator client off", d.client_off}};
    std::vector<std::string> all;
    all.reserve(rows.size());
    for (const auto& [label, value] : rows) all.push_back(fmt::format("{}: {}", label, value));
    return lines(all);
  }

  Settings settings_;
  Surroundings world_;
  std::string run_;  // makes event ids of this run unlike those of any other
  LeaseTable leases_;
  std::optional<net::TimePoint> armed_;  // what lease_timer_ waits for
  net::Timer lease_timer_;
  Delivery delivery_;
  net::Timer delivery_timer_;
  EventLog log_;
  Counters counters_;
  // Gone with the gateway; the HTTP client may outlive it and must not call back then.
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

Gateway::Gateway(Settings settings, Surroundings surroundings)
    : parts_(std::make_unique<Parts>(std::move(settings), std::move(surroundings))) {}

Gateway::~Gateway() = default;

std::string Gateway::command(std::string_view line) { return parts_->command(line); }

}  // namespace gateway
