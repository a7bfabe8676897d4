#include "net/tcp/tcp_stack.hpp"

#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <utility>
#include <vector>

#include "net/tcp/tcp_connection.hpp"
#include "net/tcp/tcp_link.hpp"
#include "net/tcp/time_wait_table.hpp"

namespace net {
namespace {

constexpr std::uint32_t first_ephemeral = 49152;
constexpr std::uint32_t ephemeral_ports = 65536 - first_ephemeral;

// A connection's name within one host: local port, peer's address, peer's port.
using Key = std::uint64_t;
Key key_of(std::uint16_t local_port, Endpoint peer) {
  return Key{local_port} << 48 | Key{peer.address.number()} << 16 | peer.port;
}
Key key_of(const TcpLink& link) { return key_of(link.local().port, link.peer()); }

}  // namespace

class TcpStack::Connections : public TcpLink::Keeper {
 public:
  Connections(Loop& loop, Chance chance, SendSegment send, const TcpSettings& settings)
      : loop_(loop),
        chance_(chance),
        send_(std::move(send)),
        settings_(settings),
        time_waits_(loop),
        next_port_(static_cast<std::uint32_t>(chance_.below(ephemeral_ports))) {}

  void set_address(std::optional<Ipv4Address> address);
  std::unique_ptr<Stream> connect(Endpoint to, Stream::Handlers handlers);
  void listen(std::uint16_t port, Accept accept) { listeners_[port] = std::move(accept); }
  void stop_listening(std::uint16_t port) { listeners_.erase(port); }
  void receive(Ipv4Address from, const TcpSegment& segment);
  void unreachable(Ipv4Address address);
  void vanish();  // the stack is destroyed while this serves: goes itself when that is over
  [[nodiscard]] bool serving() const { return serving_; }
  [[nodiscard]] std::size_t size() const { return links_.size(); }
  [[nodiscard]] std::size_t time_waits() const { return time_waits_.size(); }

  void send(const TcpLink& link, TcpSegment segment) override;
  void accept(TcpLink& link) override;
  void serve_later(TcpLink& link) override;
  void rang(TcpLink& link) override;

 private:
  using Links = std::unordered_map<Key, std::unique_ptr<TcpLink>>;

  [[nodiscard]] std::optional<std::uint16_t> free_port(Endpoint peer);
  [[nodiscard]] Sequence any_sequence() { return Sequence(static_cast<std::uint32_t>(chance_.next())); }
  void without_connection(Ipv4Address from, const TcpSegment& segment, std::optional<Sequence> iss);
  bool in_time_wait(Key key, Ipv4Address from, const TcpSegment& segment);
  void end(const std::vector<Key>& keys, StreamEnd why);
  bool serve(TcpLink& link);  // false: this object is no more
  void arm_turn();
  void turn();

  Loop& loop_;
  Chance chance_;
  SendSegment send_;
  const TcpSettings settings_;
  std::optional<Ipv4Address> address_;
  Links links_;
  std::vector<std::unique_ptr<TcpLink>>
      ended_;  // out of reach of segments; their streams are told in the next turn
  std::unordered_map<std::uint16_t, Accept> listeners_;
  TimeWaitTable time_waits_;
  std::vector<Key> due_;
  Timer turn_timer_;
  bool turn_armed_ = false;
  bool serving_ = false;
  bool vanished_ = false;
  std::uint32_t next_port_;
};

void TcpStack::Connections::set_address(std::optional<Ipv4Address> address) {
  if (address == address_) return;
  address_ = address;
  time_waits_.clear();
  std::vector<Key> all;
  for (const auto& [key, link] : links_) all.push_back(key);
  end(all, StreamEnd::reset);
}

void TcpStack::Connections::unreachable(Ipv4Address address) {
  std::vector<Key> opening;
  for (const auto& [key, link] : links_) {
    if (link->peer().address == address && !link->tcp().opened()) opening.push_back(key);
  }
  end(opening, StreamEnd::unreachable);
}

void TcpStack::Connections::end(const std::vector<Key>& keys, StreamEnd why) {
  const auto first = ended_.size();
  for (const auto key : keys) {
    auto link = links_.extract(key);
    link.mapped()->end(why);
    ended_.push_back(std::move(link.mapped()));
  }
  // The order of a hash table must not reach anybody.
  std::sort(ended_.begin() + static_cast<std::ptrdiff_t>(first), ended_.end(),
            [](const auto& a, const auto& b) { return key_of(*a) < key_of(*b); });
  arm_turn();
}

std::optional<std::uint16_t> TcpStack::Connections::free_port(Endpoint peer) {
  for (std::uint32_t tries = 0; tries < ephemeral_ports; ++tries) {
    const auto port = static_cast<std::uint16_t>(first_ephemeral + next_port_++ % ephemeral_ports);
    const auto key = key_of(port, peer);
    if (!links_.contains(key) && time_waits_.find(key) == nullptr) return port;
  }
  return std::nullopt;
}

std::unique_ptr<Stream> TcpStack::Connections::connect(Endpoint to, Stream::Handlers handlers) {
  const auto port = address_ ? free_port(to) : std::nullopt;
  const Endpoint local{address_.value_or(Ipv4Address::any()), port.value_or(0)};
  auto link = std::make_unique<TcpLink>(
      loop_, *this, TcpConnection::open({local.port, to.port}, any_sequence(), settings_), local, to);
  auto stream = link->make_stream(std::move(handlers));
  if (port) {
    serve_later(*links_.emplace(key_of(*link), std::move(link)).first->second);
  } else {
    link->end(StreamEnd::unreachable);
    ended_.push_back(std::move(link));
    arm_turn();
  }
  return stream;
}

void TcpStack::Connections::receive(Ipv4Address from, const TcpSegment& segment) {
  assert(!serving_);
  if (!address_) return;
  const auto key = key_of(segment.destination_port, {from, segment.source_port});
  const auto found = links_.find(key);
  if (found != links_.end()) {
    found->second->receive(segment);
    serve(*found->second);
  } else if (!in_time_wait(key, from, segment)) {
    without_connection(from, segment, std::nullopt);
  }
}

bool TcpStack::Connections::in_time_wait(Key key, Ipv4Address from, const TcpSegment& segment) {
  auto* const wait = time_waits_.find(key);
  if (wait == nullptr) return false;
  if (may_reopen(*wait, segment) && listeners_.contains(segment.destination_port)) {
    const auto iss = wait->snd_nxt + 0x10001;  // beyond anything the old connection could still have under way
    time_waits_.erase(key);
    without_connection(from, segment, iss);
    return true;
  }
  auto [next, answer] = step(*wait, segment, loop_.now(), 2 * settings_.msl);
  if (next) {
    *wait = *next;
  } else {
    time_waits_.erase(key);
  }
  if (answer) send_(*address_, from, std::move(*answer));
  return true;
}

// LISTEN and CLOSED (RFC 9293 §3.10.7.1, §3.10.7.2).
void TcpStack::Connections::without_connection(Ipv4Address from, const TcpSegment& segment,
                                               std::optional<Sequence> iss) {
  if (!segment.syn || segment.ack || segment.rst || !listeners_.contains(segment.destination_port)) {
    if (auto rst = reset_for(segment)) send_(*address_, from, std::move(*rst));
    return;
  }
  const Endpoint local{*address_, segment.destination_port};
  const Endpoint peer{from, segment.source_port};
  auto tcp = TcpConnection::accept({local.port, peer.port}, segment, iss ? *iss : any_sequence(), settings_);
  auto link = std::make_unique<TcpLink>(loop_, *this, std::move(tcp), local, peer);
  serve(*links_.emplace(key_of(*link), std::move(link)).first->second);
}

void TcpStack::Connections::accept(TcpLink& link) {
  const auto listener = listeners_.find(link.local().port);
  if (listener != listeners_.end() && listener->second) listener->second(link.make_stream({}));
}

void TcpStack::Connections::send(const TcpLink& link, TcpSegment segment) {
  send_(link.local().address, link.peer().address, std::move(segment));
}

void TcpStack::Connections::serve_later(TcpLink& link) {
  if (std::exchange(link.due, true)) return;
  due_.push_back(key_of(link));
  arm_turn();
}

void TcpStack::Connections::rang(TcpLink& link) {
  link.tick();
  serve(link);
}

bool TcpStack::Connections::serve(TcpLink& link) {
  serving_ = true;
  link.serve();
  serving_ = false;
  if (vanished_) {
    delete this;
    return false;
  }
  const auto key = key_of(link);
  const auto found = links_.find(key);
  if (found == links_.end() || found->second.get() != &link || !link.over())
    return true;  // ended ones die in turn()
  if (link.tcp().time_wait()) time_waits_.insert(key, *link.tcp().time_wait());
  links_.erase(found);
  return true;
}

void TcpStack::Connections::vanish() {
  vanished_ = true;
  for (const auto& [key, link] : links_) link->vanish();
}

void TcpStack::Connections::arm_turn() {
  if (std::exchange(turn_armed_, true)) return;
  turn_timer_ = loop_.at(loop_.now(), [this] { turn(); });
}

void TcpStack::Connections::turn() {
  turn_armed_ = false;
  for (const auto& link : std::exchange(ended_, {})) {
    if (!serve(*link)) return;
  }
  for (const auto key : std::exchange(due_, {})) {
    const auto found = links_.find(key);
    if (found == links_.end()) continue;
    found->second->due = false;
    if (!serve(*found->second)) return;
  }
}

TcpStack::TcpStack(Loop& loop, Chance chance, SendSegment send, const TcpSettings& settings)
    : connections_(std::make_unique<Connections>(loop, chance, std::move(send), settings)) {}
TcpStack::~TcpStack() {
  if (connections_->serving()) connections_.release()->vanish();
}
void TcpStack::set_address(std::optional<Ipv4Address> address) { connections_->set_address(address); }
std::unique_ptr<Stream> TcpStack::connect(Endpoint to, Stream::Handlers handlers) {
  return connections_->connect(to, std::move(handlers));
}
void TcpStack::listen(std::uint16_t port, Accept accept) { connections_->listen(port, std::move(accept)); }
void TcpStack::stop_listening(std::uint16_t port) { connections_->stop_listening(port); }
void TcpStack::receive(Ipv4Address from, const TcpSegment& segment) { connections_->receive(from, segment); }
void TcpStack::unreachable(Ipv4Address address) { connections_->unreachable(address); }
std::size_t TcpStack::connections() const { return connections_->size(); }
std::size_t TcpStack::time_waits() const { return connections_->time_waits(); }

}  // namespace net
