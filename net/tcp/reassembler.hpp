#pragma once

#include <map>
#include <optional>

#include "net/bytes.hpp"
#include "net/tcp/tcp_sequence.hpp"

namespace net {

// Puts the octets of one direction back in order (RFC 9293 §3.10.7.4, "seventh, process the segment text"). What is
// kept out of order is bounded by the window the caller names and by `max_islands`; what exceeds either is
// forgotten, and the peer sends it again.
class Reassembler {
 public:
  static constexpr std::size_t max_islands = 256;

  explicit Reassembler(Sequence first) : next_(first) {}

  // Octets beginning at `at`, perhaps followed by FIN. Whatever lies before next() or from `edge` on is cut off.
  void insert(Sequence at, BytesView octets, bool fin, Sequence edge);

  [[nodiscard]] Sequence next() const { return next_; }      // RCV.NXT; steps over the FIN when that is reached
  [[nodiscard]] bool finished() const { return finished_; }  // everything up to the FIN is here
  [[nodiscard]] std::size_t islands() const { return islands_.size(); }  // pieces with holes before them
  [[nodiscard]] std::size_t readable() const { return ready_.size(); }
  Bytes read(std::size_t at_most);

 private:
  struct Before {
    bool operator()(Sequence a, Sequence b) const { return a < b; }  // a total order: all lie within one window
  };

  void keep(Sequence at, BytesView octets);
  void join_islands();

  Sequence next_;
  std::optional<Sequence> fin_;  // where the FIN stands, once seen
  bool finished_ = false;
  Bytes ready_;                                // in order, not yet read
  std::map<Sequence, Bytes, Before> islands_;  // disjoint, not touching each other or next_
};

}  // namespace net
