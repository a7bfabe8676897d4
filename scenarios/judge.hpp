#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/journal.hpp"
#include "scenarios/evidence.hpp"
#include "scenarios/step.hpp"

namespace scenarios {

// What stood in the way of an expectation: the field of the step that did not fit, and the world's answer to it.
struct Miss {
  std::string field;
  std::string answer;  // "got 404"
};

// An expectation as a fold over the case's records, fed each once, in order, from the acting step on. It holds for
// a group when it holds for every member; the cost of a record does not grow with the group.
class Judge {
 public:
  enum class State { pending, met, failed };

  // No members: the expectation is about anyone. `evidence` must have seen a record before it is fed here.
  Judge(const Window& window, std::vector<std::size_t> members, net::TimePoint start, const Evidence& evidence);
  Judge(const Judge&) = delete;
  Judge& operator=(const Judge&) = delete;
  virtual ~Judge() = default;

  void feed(const net::Record& record, std::optional<std::size_t> phone);
  void close();  // time is up: what was pending is decided

  [[nodiscard]] State state() const { return state_; }
  [[nodiscard]] net::TimePoint deadline() const { return deadline_; }

  // After close(): a part said of itself what the wire or another part denies. Then it is the harness that failed.
  [[nodiscard]] const std::string& disagreement() const { return disagreement_; }

  // After a failure: the first member that failed (nullopt: it is about anyone), and why.
  [[nodiscard]] std::optional<std::size_t> culprit() const;
  [[nodiscard]] Miss miss() const;
  [[nodiscard]] virtual std::vector<std::string> seen() const;

 protected:
  static constexpr std::size_t nobody = static_cast<std::size_t>(-1);

  [[nodiscard]] std::size_t slot_of(std::optional<std::size_t> phone) const;  // nobody when it is not its business
  [[nodiscard]] std::size_t slots() const { return tallies_.size(); }
  [[nodiscard]] std::optional<std::size_t> member(std::size_t slot) const;
  [[nodiscard]] const Evidence& evidence() const { return evidence_; }

  void match(std::size_t slot, net::TimePoint when);
  // A record that fits but for one field; the more of it fits, the higher its rank. The best miss is reported.
  void near(std::size_t slot, int rank, std::string_view field, std::string answer);
  void disagree(std::string sentence);

 private:
  struct Tally {
    int matches = 0;
    int rank = -1;
    Miss miss;
  };

  virtual void fold(const net::Record& record, std::optional<std::size_t> phone) = 0;
  virtual void settle() {}  // before close() decides
  [[nodiscard]] bool is_right(const Tally& tally) const;

  const Window window_;
  const std::vector<std::size_t> members_;
  const net::TimePoint start_;
  const net::TimePoint deadline_;
  const Evidence& evidence_;
  std::vector<std::size_t> slot_by_phone_;
  std::vector<Tally> tallies_;
  std::size_t satisfied_ = 0;  // members with a match
  State state_ = State::pending;
  std::string disagreement_;
};

}  // namespace scenarios
