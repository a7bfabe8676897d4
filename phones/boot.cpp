#include "phones/boot.hpp"

#include <fmt/format.h>

#include <utility>

#include "phones/boot_pass.hpp"

namespace phones {
namespace {

BootTransition stay(BootState state) { return {std::move(state), std::nullopt, {}}; }

BootTransition give_up(const BootContext& context, std::string why) {
  return {Waiting{context.now + context.model.retry_boot},
          std::nullopt,
          {PassEnded{false, std::move(why)}, PhaseEntered{"waiting"}}};
}

BootTransition settle(const LeaseReady& input, Phase phase, const BootContext& context) {
  const auto choice = choose_boot_server(context.model.dhcp, input.said, context.static_boot_server);
  if (choice.text.empty()) return give_up(context, "not provisioned: no boot server: " + choice.why);
  auto server = read_boot_server(choice.text);
  if (auto* problem = std::get_if<std::string>(&server)) {
    return give_up(context, "not provisioned: " + std::move(*problem));
  }
  return {Settling{std::get<BootServer>(std::move(server)), phase, context.now + context.model.settling},
          std::nullopt,
          {Decided{fmt::format("boot server {}: {}", choice.text, choice.why)}}};
}

BootTransition on(Idle&&, Begin&&, const BootContext&) {
  return {AwaitingLease{}, std::nullopt, {PhaseEntered{"bootrom"}}};
}

BootTransition on(AwaitingLease&& state, LeaseReady&& input, const BootContext& context) {
  return settle(input, state.phase, context);
}

// A new lease in the middle of a boot brings a new number in option 66: the files are looked for again, there.
BootTransition on(Settling&& state, LeaseReady&& input, const BootContext& context) {
  return settle(input, state.phase, context);
}
BootTransition on(Resolving&& state, LeaseReady&& input, const BootContext& context) {
  return settle(input, state.phase, context);
}
BootTransition on(Fetching&& state, LeaseReady&& input, const BootContext& context) {
  return settle(input, state.pass.phase, context);
}
BootTransition on(Pausing&& state, LeaseReady&& input, const BootContext& context) {
  return settle(input, state.pass.phase, context);
}

BootTransition lost(Phase phase) {
  return {AwaitingLease{phase}, std::nullopt, {Decided{"the lease is lost: waiting for another"}}};
}
BootTransition on(Settling&& state, LeaseLost&&, const BootContext&) { return lost(state.phase); }
BootTransition on(Resolving&& state, LeaseLost&&, const BootContext&) { return lost(state.phase); }
BootTransition on(Fetching&& state, LeaseLost&&, const BootContext&) { return lost(state.pass.phase); }
BootTransition on(Pausing&& state, LeaseLost&&, const BootContext&) { return lost(state.pass.phase); }

BootTransition on(Settling&& state, Waited&&, const BootContext& context) {
  if (state.server.name.empty()) return fetch_next(Pass(std::move(state.server), state.phase), context, {});
  auto name = state.server.name;
  return {Resolving{std::move(state.server), state.phase}, std::nullopt, {}, Restart::none, std::move(name)};
}

BootTransition on(Resolving&& state, NameFound&& input, const BootContext& context) {
  auto server = std::move(state.server);
  server.endpoint.address = input.addresses.front();
  server.others.assign(input.addresses.begin() + 1, input.addresses.end());
  auto text = fmt::format("boot server {} is {}", server.name, to_string(server.endpoint.address));
  for (const auto other : server.others) text += fmt::format(", {}", to_string(other));
  return fetch_next(Pass(std::move(server), state.phase), context, {Decided{std::move(text)}});
}

BootTransition on(Resolving&& state, NameNotFound&& input, const BootContext& context) {
  return give_up(context, fmt::format("not provisioned: boot server {}: {}", state.server.name, input.why));
}

BootTransition on(Fetching&& state, Fetched&& input, const BootContext& context) {
  return fetched(std::move(state.pass), input, context);
}

BootTransition on(Pausing&& state, Waited&&, const BootContext& context) {
  return fetch_next(std::move(state.pass), context, {});
}

BootTransition on(Waiting&&, Waited&&, const BootContext&) {
  return {Idle{}, std::nullopt, {Decided{"booting again"}}, Restart::handset};
}

// Every pair not named above changes nothing: a telephone that runs does not look at its boot server again.
BootTransition on(auto&& state, auto&&, const BootContext&) { return stay(std::forward<decltype(state)>(state)); }

std::optional<net::TimePoint> deadline(const Settling& state) { return state.ends_at; }
std::optional<net::TimePoint> deadline(const Pausing& state) { return state.ends_at; }
std::optional<net::TimePoint> deadline(const Waiting& state) { return state.reboot_at; }
std::optional<net::TimePoint> deadline(const auto&) { return std::nullopt; }

Phase phase(const AwaitingLease& state) { return state.phase; }
Phase phase(const Settling& state) { return state.phase; }
Phase phase(const Resolving& state) { return state.phase; }
Phase phase(const Fetching& state) { return state.pass.phase; }
Phase phase(const Pausing& state) { return state.pass.phase; }
Phase phase(const Running&) { return Phase::application; }
Phase phase(const auto&) { return Phase::bootrom; }

}  // namespace

BootTransition step(BootState state, BootInput input, const BootContext& context) {
  return std::visit(
      [&]<typename State, typename Input>(State&& s, Input&& i) {
        return on(std::forward<State>(s), std::forward<Input>(i), context);
      },
      std::move(state), std::move(input));
}

std::optional<net::TimePoint> wakes_at(const BootState& state) {
  return std::visit([](const auto& s) { return deadline(s); }, state);
}

Phase phase_of(const BootState& state) {
  return std::visit([](const auto& s) { return phase(s); }, state);
}

}  // namespace phones
