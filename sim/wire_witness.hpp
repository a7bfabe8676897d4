#pragma once

#include <string>
#include <unordered_map>

#include "net/address.hpp"
#include "net/bytes.hpp"
#include "net/journal.hpp"

namespace sim {

// Reads the frames of one segment as a bystander and notes what they say: DHCP messages, and the first line of HTTP
// requests and responses. It believes only the bytes; a segment sent again is noted once.
class WireWitness {
 public:
  WireWitness(std::string interface_name, net::Notes& notes)
      : interface_(std::move(interface_name)), notes_(notes) {}

  void see(std::uint64_t frame_number, net::BytesView frame);

 private:
  struct Conversation {
    net::Endpoint from, to;
    friend bool operator==(const Conversation&, const Conversation&) = default;
  };
  struct Hash {
    std::size_t operator()(const Conversation& c) const noexcept {
      return std::hash<net::Endpoint>()(c.from) * 31 + std::hash<net::Endpoint>()(c.to);
    }
  };

  void see_dhcp(std::uint64_t frame_number, net::BytesView payload);
  void see_tcp(std::uint64_t frame_number, net::BytesView frame, std::size_t ip, std::size_t tcp, std::size_t end);
  void see_request(std::uint64_t frame_number, net::BytesView frame, const Conversation& conversation,
                   std::string_view text);
  void see_response(std::uint64_t frame_number, net::BytesView frame, const Conversation& conversation,
                    std::string_view text);

  std::string interface_;
  net::Notes& notes_;
  std::unordered_map<Conversation, std::uint32_t, Hash>
      noted_;  // the sequence number last noted; gone with FIN or RST
};

}  // namespace sim
