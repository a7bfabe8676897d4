#include "phones/dhcp_client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

#include "phones/dhcp_lease.hpp"

namespace phones {
namespace {

using net::DhcpMessage;
using net::DhcpType;
namespace option = net::dhcp_option;

std::uint16_t seconds_between(net::TimePoint from, net::TimePoint to) {
  return static_cast<std::uint16_t>(std::clamp<std::int64_t>((to - from) / 1s, 0, 0xffff));
}

// What every message of this client carries. Option 60 comes last: the guide's sample shows END right behind it.
DhcpMessage begin(DhcpType type, std::uint32_t xid, std::uint16_t secs, const DhcpContext& context) {
  DhcpMessage message(context.self);
  message.xid = xid;
  message.secs = secs;
  message.broadcast = context.model.dhcp.broadcast_flag;
  message.add(type);
  return message;
}

DhcpMessage finish(DhcpMessage message, const DhcpContext& context) {
  const auto& dhcp = context.model.dhcp;
  if (dhcp.client_identifier) {
    net::Bytes identifier{1};  // htype Ethernet (RFC 2132 §9.14)
    identifier.insert(identifier.end(), context.self.bytes().begin(), context.self.bytes().end());
    message.add(option::client_identifier, std::move(identifier));
  }
  if (const auto size = dhcp.maximum_message_size) {
    message.add(option::maximum_message_size,
                {static_cast<std::uint8_t>(*size >> 8), static_cast<std::uint8_t>(*size & 0xff)});
  }
  message.add(option::parameter_request_list, dhcp.parameter_request_list);
  message.add(option::vendor_class, vendor_class(context.model, context.phase));
  return message;
}

net::TimePoint retry_at(int attempt, const DhcpContext& context) {
  const auto& waits = context.model.dhcp.retransmit;
  const auto wait = waits[std::min(static_cast<std::size_t>(attempt - 1), waits.size() - 1)];
  return context.now + wait + context.jitter;
}

DhcpTransition stay(const DhcpState& state) { return {state, std::nullopt, ""}; }

DhcpTransition restart(net::TimePoint at, std::string why) { return {Init{at}, std::nullopt, std::move(why)}; }

DhcpTransition discover(Selecting next, const DhcpContext& context, std::string why) {
  next.retry_at = retry_at(next.attempt, context);
  next.secs = seconds_between(next.started, context.now);
  auto message = finish(begin(DhcpType::discover, next.xid, next.secs, context), context);
  return {next, DhcpSend{std::move(message), std::nullopt}, std::move(why)};
}

DhcpTransition request(Requesting next, const DhcpContext& context, std::string why) {
  next.retry_at = retry_at(next.attempt, context);
  auto message = begin(DhcpType::request, next.xid, next.secs, context);
  message.add_address(option::requested_address, next.offered);
  message.add_address(option::server_identifier, next.server);
  return {next, DhcpSend{finish(std::move(message), context), std::nullopt}, std::move(why)};
}

// Half of what is left until the limit, at least the model's minute, never beyond the limit (RFC 2131 §4.4.5).
net::TimePoint renew_retry(net::TimePoint limit, const DhcpContext& context) {
  const auto wait = std::max(context.model.dhcp.renew_wait_least, (limit - context.now) / 2);
  return limit - context.now <= wait ? limit : context.now + wait;
}

// RENEWING and REBINDING ask with ciaddr alone: no option 50, no option 54 (RFC 2131 table 5).
template <typename State>
DhcpTransition extend(State next, net::TimePoint limit, const DhcpContext& context, std::string why) {
  next.retry_at = renew_retry(limit, context);
  auto message = begin(DhcpType::request, next.xid, seconds_between(next.started, context.now), context);
  message.ciaddr = next.lease.network.address;
  auto to = std::is_same_v<State, Renewing> ? std::optional(next.lease.server) : std::nullopt;
  return {std::move(next), DhcpSend{finish(std::move(message), context), to}, std::move(why)};
}

bool is_ours(const DhcpMessage& message, std::uint32_t xid, const DhcpContext& context) {
  return !message.request && message.xid == xid && message.chaddr == context.self;
}

std::string who(const DhcpMessage& message) {
  const auto server = message.server();
  return server ? net::to_string(*server) : "a server";
}

DhcpTransition refused(const DhcpMessage& nak, const DhcpContext& context) {
  const auto text = nak.text_option(option::message);
  return restart(context.now + context.model.dhcp.restart_delay,
                 fmt::format("{} refused{}{}", who(nak), text ? ": " : "", text.value_or("")));
}

DhcpTransition bind(const Lease& lease) {
  return {Bound{lease}, std::nullopt,
          fmt::format("{} granted {} for {}", net::to_string(lease.server), net::to_string(lease.network.address),
                      net::to_string(lease.time))};
}

template <typename State>
DhcpTransition extended(const State& state, const DhcpMessage& message, const DhcpContext& context) {
  if (!is_ours(message, state.xid, context)) return stay(state);
  if (message.type() == DhcpType::nak) return refused(message, context);
  const auto lease = read_lease(message, context.model.dhcp.custom_option, context.now);
  const bool same = lease && lease->network.address == state.lease.network.address;
  return same ? bind(*lease) : stay(state);
}

DhcpTransition on(const Init&, const Start&, const DhcpContext& context) {
  return discover({context.fresh_xid, context.now, 0, 1, {}}, context, "looking for a server");
}

DhcpTransition on(const Init&, const TimedOut&, const DhcpContext& context) {
  return discover({context.fresh_xid, context.now, 0, 1, {}}, context, "looking for a server");
}

DhcpTransition on(const Selecting& state, const TimedOut&, const DhcpContext& context) {
  auto next = state;
  ++next.attempt;
  return discover(next, context, fmt::format("no answer to DISCOVER {}", state.attempt));
}

DhcpTransition on(const Selecting& state, const Received& input, const DhcpContext& context) {
  const auto& offer = input.message;
  if (!is_ours(offer, state.xid, context) || offer.type() != DhcpType::offer) return stay(state);
  const auto server = offer.server();
  if (!server || !is_assignable(offer.yiaddr)) return stay(state);
  return request({state.xid, state.secs, offer.yiaddr, *server, 1, {}}, context,
                 fmt::format("{} offered {}", net::to_string(*server), net::to_string(offer.yiaddr)));
}

DhcpTransition on(const Requesting& state, const TimedOut&, const DhcpContext& context) {
  auto why = fmt::format("{} did not answer REQUEST {}", net::to_string(state.server), state.attempt);
  if (state.attempt >= context.model.dhcp.request_tries) return restart(context.now, std::move(why));
  auto next = state;
  ++next.attempt;
  return request(next, context, std::move(why));
}

DhcpTransition on(const Requesting& state, const Received& input, const DhcpContext& context) {
  const auto& message = input.message;
  if (!is_ours(message, state.xid, context)) return stay(state);
  if (message.type() == DhcpType::nak) return refused(message, context);
  const auto lease = read_lease(message, context.model.dhcp.custom_option, context.now);
  return lease && lease->server == state.server ? bind(*lease) : stay(state);
}

DhcpTransition on(const Bound& state, const TimedOut&, const DhcpContext& context) {
  return extend(Renewing{state.lease, context.fresh_xid, context.now, {}}, state.lease.rebind_at, context,
                "time to renew (T1)");
}

DhcpTransition on(const Renewing& state, const TimedOut&, const DhcpContext& context) {
  if (context.now < state.lease.rebind_at) {
    return extend(state, state.lease.rebind_at, context,
                  fmt::format("{} did not answer", net::to_string(state.lease.server)));
  }
  return extend(Rebinding{state.lease, context.fresh_xid, state.started, {}}, state.lease.expires_at, context,
                "time to rebind (T2)");
}

DhcpTransition on(const Rebinding& state, const TimedOut&, const DhcpContext& context) {
  if (context.now >= state.lease.expires_at) return restart(context.now, "the lease expired");
  return extend(state, state.lease.expires_at, context, "nobody answered");
}

DhcpTransition on(const Renewing& state, const Received& input, const DhcpContext& context) {
  return extended(state, input.message, context);
}

DhcpTransition on(const Rebinding& state, const Received& input, const DhcpContext& context) {
  return extended(state, input.message, context);
}

// Every pair not named above: a late or foreign message changes nothing.
DhcpTransition on(const auto& state, const auto&, const DhcpContext&) { return stay(state); }

std::optional<net::TimePoint> unless_never(net::TimePoint when) {
  return when != net::TimePoint::max() ? std::optional(when) : std::nullopt;
}

std::optional<net::TimePoint> deadline(const Init& state) { return state.start_at; }
std::optional<net::TimePoint> deadline(const Bound& state) { return unless_never(state.lease.renew_at); }
std::optional<net::TimePoint> deadline(const auto& state) { return state.retry_at; }

}  // namespace

DhcpTransition step(const DhcpState& state, const DhcpInput& input, const DhcpContext& context) {
  return std::visit([&](const auto& s, const auto& i) { return on(s, i, context); }, state, input);
}

std::optional<net::TimePoint> wakes_at(const DhcpState& state) {
  return std::visit([](const auto& s) { return deadline(s); }, state);
}

const Lease* lease_of(const DhcpState& state) {
  if (const auto* bound = std::get_if<Bound>(&state)) return &bound->lease;
  if (const auto* renewing = std::get_if<Renewing>(&state)) return &renewing->lease;
  if (const auto* rebinding = std::get_if<Rebinding>(&state)) return &rebinding->lease;
  return nullptr;
}

std::string_view name_of(const DhcpState& state) {
  static constexpr std::string_view names[] = {"INIT", "SELECTING", "REQUESTING", "BOUND", "RENEWING", "REBINDING"};
  return names[state.index()];
}

}  // namespace phones
