#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "net/address.hpp"
#include "net/bytes.hpp"
#include "net/time.hpp"

namespace bench {

// DISCOVER, OFFER, REQUEST, ACK for one new client after another, each with a MAC of its own: a closed loop in
// which a fixed number of clients are under way. It reads and writes octets in place, with none of the product's
// codecs, so that it costs little beside what it measures and can be wrong only by itself.
class DhcpLoad {
 public:
  struct Plan {
    std::uint32_t first = 0;  // number of the first client; the number is in its MAC
    std::uint32_t count = 0;
    std::uint32_t window = 32;
    net::Duration patience = std::chrono::seconds(1);  // until a client says again what it said last
    bool only_offers = false;                          // a client asks what it would be offered, and is done
  };
  using Send = std::function<void(net::BytesView frame)>;

  DhcpLoad(const Plan& plan, Send send);

  void begin(net::TimePoint now);
  void hear(net::BytesView frame, net::TimePoint now);  // any frame; others' are left alone
  void tick(net::TimePoint now);                        // now and then: says again what was lost
  [[nodiscard]] bool done() const { return served_ == plan_.count; }

  [[nodiscard]] std::uint32_t served() const { return served_; }      // clients that are done
  [[nodiscard]] std::uint64_t repeated() const { return repeated_; }  // messages said again
  [[nodiscard]] std::uint64_t refused() const { return refused_; }    // NAKs; the client begins anew
  // The address of each client, by its place in the plan; 0: none yet.
  [[nodiscard]] std::span<const std::uint32_t> addresses() const { return addresses_; }

  static net::MacAddress mac_of(std::uint32_t client);

 private:
  struct Client {
    std::uint32_t number = 0;
    std::uint32_t offered = 0;  // the address; 0: it is discovering
    std::uint32_t server = 0;   // as option 54 names it
    net::TimePoint patient_until{};
    bool active = false;
  };
  void next(Client& client, net::TimePoint now);
  void finish(Client& client, std::uint32_t address, net::TimePoint now);
  void speak(Client& client, net::TimePoint now);
  [[nodiscard]] std::uint32_t xid(const Client& client) const;

  Plan plan_;
  Send send_;
  net::Bytes discover_, request_;  // patched for each client
  std::vector<Client> clients_;
  std::vector<std::uint32_t> addresses_;
  std::uint32_t started_ = 0, served_ = 0;
  std::uint64_t repeated_ = 0, refused_ = 0;
};

// The reply to a DHCP client that a frame holds, as far as a load needs it.
struct HeardReply {
  std::uint32_t xid;
  std::uint32_t address;  // yiaddr
  std::uint32_t server;   // option 54; 0: missing
  std::uint8_t type;      // option 53
};
std::optional<HeardReply> read_reply(net::BytesView frame);

}  // namespace bench
