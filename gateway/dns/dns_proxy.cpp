#include "gateway/dns/dns_proxy.hpp"

#include <algorithm>

namespace gateway {

namespace {

using namespace std::chrono_literals;
using net::DnsMessage;
using net::DnsResult;

constexpr std::uint32_t static_ttl = 60;   // seconds a client may keep an answer of ours
constexpr net::Duration patience = 2s;     // with one name server; clients themselves repeat after about five
constexpr std::size_t least_tries = 2;     // one server is asked twice
constexpr std::size_t most_waiting = 512;  // of all clients
constexpr std::size_t most_of_one = 32;    // of one client's address

std::vector<net::Endpoint> servers_of(const Settings& settings) {
  std::vector<net::Endpoint> servers;
  for (const auto& row : settings.name_servers)
    if (row && row->address) servers.push_back({*row->address, net::dns_port});
  return servers;
}

DnsMessage answer_to(const DnsMessage& query, DnsResult result) {
  DnsMessage answer;
  answer.id = query.id;
  answer.response = true;
  answer.opcode = query.opcode;
  answer.recursion_desired = query.recursion_desired;
  answer.recursion_available = true;
  answer.result = result;
  answer.question = query.question;
  return answer;
}

// The answer from the static hosts; nothing when none has that name. A type other than A exists without records.
std::optional<DnsMessage> static_answer(const DnsMessage& query, const Settings& settings) {
  const auto& question = query.question;
  if (question.record_class != net::dns_class_internet) return std::nullopt;
  const bool wants_address = question.type == net::dns_type::a || question.type == net::dns_type::any;
  auto answer = answer_to(query, DnsResult::no_error);
  bool known = false;
  for (const auto& row : settings.static_hosts) {
    if (!row || !row->address || net::DnsName::parse(row->name.text) != question.name) continue;
    known = true;
    if (wants_address) answer.answers.push_back({question.name, static_ttl, *row->address});
  }
  if (!known) return std::nullopt;
  answer.authoritative = true;
  return answer;
}

// What the question looks like on its way up: nothing of the client's but the question and its wish for recursion.
net::Bytes question_under(std::uint16_t id, const DnsMessage& query) {
  DnsMessage asked;
  asked.id = id;
  asked.recursion_desired = query.recursion_desired;
  asked.question = query.question;
  return encode(asked);
}

class Step {
 public:
  Step(DnsProxy proxy, const DnsContext& context) : context_(context), servers_(servers_of(context.settings)) {
    step_.next = std::move(proxy);
  }
  DnsStep take() { return std::move(step_); }

  void on(const QueryCame& came) {
    const auto& lan = context_.settings.dhcp.lan;
    const auto& datagram = came.datagram;
    const auto decoded = net::decode_dns(datagram.payload);
    const auto* query = std::get_if<DnsMessage>(&decoded);
    const bool from_lan = lan.contains(datagram.from.address) && datagram.to.address == lan.address;
    if (query == nullptr || query->response || !from_lan || datagram.from.port == 0) {
      ++counters().malformed;
      return;
    }
    ++counters().queries;
    if (query->opcode != 0) return answer(datagram.from, answer_to(*query, DnsResult::not_implemented));
    if (const auto known = static_answer(*query, context_.settings)) {
      ++counters().answered;
      return answer(datagram.from, *known);
    }
    forward(datagram.from, *query);
  }

  void on(const ReplyCame& came) {
    const auto found = waiting().find(came.exchange);
    if (found == waiting().end()) return;
    auto& exchange = found->second;
    const auto decoded = net::decode_dns(came.datagram.payload);
    const auto* reply = std::get_if<DnsMessage>(&decoded);
    const bool asked_for = reply != nullptr && reply->response && reply->id == exchange.id &&
                           reply->question == exchange.query.question && came.datagram.from == exchange.server;
    if (!asked_for) {
      ++counters().strange;
      return;
    }
    const bool helpless = reply->result == DnsResult::server_failure || reply->result == DnsResult::refused;
    if (helpless && exchange.tries < servers_.size()) return ask_next(came.exchange, exchange);
    ++counters().passed_on;
    step_.answers.push_back({exchange.client, net::with_dns_id(came.datagram.payload, exchange.query.id)});
    end(came.exchange);
  }

  void on(const TimeCame&) {
    std::vector<std::uint64_t> due;
    for (const auto& [number, exchange] : waiting())
      if (exchange.until <= context_.now) due.push_back(number);
    for (const auto number : due) {
      auto& exchange = waiting().at(number);
      if (exchange.tries < std::max(least_tries, servers_.size()) && !servers_.empty()) {
        ask_next(number, exchange);
        continue;
      }
      ++counters().failed;
      answer(exchange.client, answer_to(exchange.query, DnsResult::server_failure));
      end(number);
    }
  }

 private:
  void forward(const net::Endpoint& client, const DnsMessage& query) {
    const auto same = [&](const auto& entry) {
      return entry.second.client == client && entry.second.query.id == query.id &&
             entry.second.query.question == query.question;
    };
    if (std::ranges::any_of(waiting(), same)) return;  // repeated: its answer is on the way
    const auto of_client = std::ranges::count_if(
        waiting(), [&](const auto& entry) { return entry.second.client.address == client.address; });
    if (servers_.empty() || waiting().size() >= most_waiting || of_client >= std::ptrdiff_t{most_of_one}) {
      ++counters().refused;
      return answer(client, answer_to(query, DnsResult::refused));
    }
    const auto number = ++step_.next.last;
    ask_next(number, waiting().insert({number, {client, query, client, 0, 0, {}}}).first->second);
  }

  void ask_next(std::uint64_t number, DnsExchange& exchange) {
    exchange.server = servers_[exchange.tries % servers_.size()];
    exchange.id = context_.random();
    exchange.until = context_.now + patience;
    ++exchange.tries;
    ++counters().forwarded;
    step_.asks.push_back({number, exchange.server, question_under(exchange.id, exchange.query)});
  }

  void answer(const net::Endpoint& client, const DnsMessage& message) {
    step_.answers.push_back({client, encode(message)});
  }

  void end(std::uint64_t number) {
    waiting().erase(number);
    step_.over.push_back(number);
  }

  DnsCounters& counters() { return step_.next.counters; }
  std::map<std::uint64_t, DnsExchange>& waiting() { return step_.next.waiting; }

  const DnsContext& context_;
  const std::vector<net::Endpoint> servers_;
  DnsStep step_;
};

}  // namespace

DnsStep step(DnsProxy proxy, const DnsInput& input, const DnsContext& context) {
  Step made(std::move(proxy), context);
  std::visit([&](const auto& what) { made.on(what); }, input);
  return made.take();
}

std::optional<net::TimePoint> wakes_at(const DnsProxy& proxy) {
  std::optional<net::TimePoint> first;
  for (const auto& [number, exchange] : proxy.waiting)
    if (!first || exchange.until < *first) first = exchange.until;
  return first;
}

}  // namespace gateway
