#include "phones/resolver.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace phones {
namespace {

using net::DnsResult;
using net::Ipv4Address;

constexpr int most_aliases = 8;  // of aliases, in one answer

Ipv4Address server_of(const Asking& state) {
  return state.servers[static_cast<std::size_t>(state.attempt - 1) % state.servers.size()];
}

int all_tries(const Asking& state, const DnsBehaviour& behaviour) {
  return behaviour.tries * static_cast<int>(state.servers.size());
}

// The addresses of the name asked for, or of what it is an alias of.
std::vector<Ipv4Address> addresses_in(const net::DnsMessage& answer) {
  auto name = answer.question.name;
  for (int aliases = 0; aliases <= most_aliases; ++aliases) {
    std::vector<Ipv4Address> found;
    const net::DnsName* alias = nullptr;
    for (const auto& record : answer.answers) {
      if (record.name != name) continue;
      if (const auto* address = std::get_if<Ipv4Address>(&record.data)) found.push_back(*address);
      if (const auto* other = std::get_if<net::DnsName>(&record.data)) alias = other;
    }
    if (!found.empty() || alias == nullptr) return found;
    name = *alias;
  }
  return {};
}

ResolverTransition ask(Asking state, const ResolverContext& context) {
  state.ends_at = context.now + context.behaviour.timeout;
  net::DnsMessage query;
  query.id = state.id;
  query.recursion_desired = true;
  query.question.name = state.name;
  ResolverTransition::Query send{server_of(state), encode(query)};
  return {std::move(state), std::move(send), std::nullopt, std::nullopt};
}

Tried tried(const Asking& state, std::string outcome, std::vector<Ipv4Address> addresses = {}) {
  return {state.name, server_of(state), state.attempt, std::move(outcome), std::move(addresses)};
}

ResolverTransition failed(Tried last, std::string why) {
  return {AtRest{}, std::nullopt, std::move(last), Resolution(std::move(why))};
}

ResolverTransition ask_again(Asking state, Tried last, const ResolverContext& context) {
  ++state.attempt;
  auto next = ask(std::move(state), context);
  next.tried = std::move(last);
  return next;
}

ResolverTransition on(auto&&, const LookUp& input, const ResolverContext& context) {
  if (input.servers.empty())
    return {AtRest{}, std::nullopt, std::nullopt, Resolution(std::string("no name server"))};
  return ask(Asking{input.name, input.servers, context.id}, context);
}

ResolverTransition on(Asking&& state, const Told& input, const ResolverContext& context) {
  const auto& message = input.message;
  const bool asked_for = message.response && message.id == state.id &&
                         input.from == net::Endpoint{server_of(state), net::dns_port} &&
                         message.question == net::DnsQuestion{state.name};
  if (!asked_for) return {std::move(state), std::nullopt, std::nullopt, std::nullopt};
  if (message.result == DnsResult::name_error) return failed(tried(state, "NXDOMAIN"), "name not found");
  if (message.result != DnsResult::no_error) {
    auto last = tried(state, to_string(message.result));
    const bool another = state.attempt < static_cast<int>(state.servers.size());
    if (another) return ask_again(std::move(state), std::move(last), context);
    auto why = fmt::format("the name server answered {}", last.outcome);
    return failed(std::move(last), std::move(why));
  }
  auto found = addresses_in(message);
  if (found.empty()) return failed(tried(state, "no address"), "the name has no address");
  return {AtRest{}, std::nullopt, tried(state, "found", found), Resolution(std::move(found))};
}

ResolverTransition on(Asking&& state, const NotTold&, const ResolverContext& context) {
  auto last = tried(state, "no answer");
  if (state.attempt >= all_tries(state, context.behaviour))
    return failed(std::move(last), "no name server answered");
  return ask_again(std::move(state), std::move(last), context);
}

ResolverTransition on(AtRest&&, const Told&, const ResolverContext&) { return {}; }
ResolverTransition on(AtRest&&, const NotTold&, const ResolverContext&) { return {}; }

}  // namespace

ResolverTransition step(ResolverState state, const ResolverInput& input, const ResolverContext& context) {
  return std::visit(
      [&]<typename State>(State&& s, const auto& i) { return on(std::forward<State>(s), i, context); },
      std::move(state), input);
}

std::optional<net::TimePoint> wakes_at(const ResolverState& state) {
  const auto* asking = std::get_if<Asking>(&state);
  return asking != nullptr ? std::optional(asking->ends_at) : std::nullopt;
}

}  // namespace phones
