#include "scenarios/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace scenarios {
namespace {

net::TimePoint saturated(net::TimePoint start, net::Duration within) {
  return net::TimePoint::max() - start < within ? net::TimePoint::max() : start + within;
}

}  // namespace

Judge::Judge(const Window& window, std::vector<std::size_t> members, net::TimePoint start, const Evidence& evidence)
    : window_(window),
      members_(std::move(members)),
      start_(start),
      deadline_(saturated(start, window.within)),
      evidence_(evidence),
      slot_by_phone_(evidence.book().size(), nobody),
      tallies_(std::max<std::size_t>(members_.size(), 1)) {
  for (std::size_t slot = 0; slot < members_.size(); ++slot) slot_by_phone_[members_[slot]] = slot;
}

void Judge::feed(const net::Record& record, std::optional<std::size_t> phone) { fold(record, phone); }

std::size_t Judge::slot_of(std::optional<std::size_t> phone) const {
  if (members_.empty()) return 0;
  return phone ? slot_by_phone_[*phone] : nobody;
}

std::optional<std::size_t> Judge::member(std::size_t slot) const {
  return members_.empty() ? std::nullopt : std::optional(members_[slot]);
}

void Judge::match(std::size_t slot, net::TimePoint when) {
  auto& tally = tallies_[slot];
  if (when > deadline_) {
    return near(slot, std::numeric_limits<int>::max(), "within",
                fmt::format("came at {} s, {} s too late", net::seconds(when), net::seconds(when - deadline_)));
  }
  if (++tally.matches == 1) ++satisfied_;
  if (window_.never) {
    near(slot, std::numeric_limits<int>::max(), "never", fmt::format("came at {} s", net::seconds(when)));
    state_ = State::failed;
  } else if (window_.count) {
    if (tally.matches > *window_.count) state_ = State::failed;
  } else if (satisfied_ == tallies_.size() && state_ == State::pending) {
    state_ = State::met;
  }
}

void Judge::near(std::size_t slot, int rank, std::string_view field, std::string answer) {
  auto& tally = tallies_[slot];
  if (rank < tally.rank) return;
  tally.rank = rank;
  tally.miss = {std::string(field), std::move(answer)};
}

void Judge::disagree(std::string sentence) {
  if (disagreement_.empty()) disagreement_ = std::move(sentence);
}

bool Judge::is_right(const Tally& tally) const {
  if (window_.never) return tally.matches == 0;
  return window_.count ? tally.matches == *window_.count : tally.matches > 0;
}

void Judge::close() {
  settle();
  if (state_ != State::pending) return;
  const bool right =
      std::all_of(tallies_.begin(), tallies_.end(), [&](const Tally& tally) { return is_right(tally); });
  state_ = right ? State::met : State::failed;
}

std::optional<std::size_t> Judge::culprit() const {
  const auto wrong =
      std::find_if_not(tallies_.begin(), tallies_.end(), [&](const Tally& t) { return is_right(t); });
  return wrong != tallies_.end() ? member(static_cast<std::size_t>(wrong - tallies_.begin())) : std::nullopt;
}

Miss Judge::miss() const {
  const auto is_wrong = [&](const Tally& tally) { return !is_right(tally); };
  const auto wrong = std::find_if(tallies_.begin(), tallies_.end(), is_wrong);
  if (wrong == tallies_.end()) return {};
  Miss miss = wrong->miss;
  if (window_.count && wrong->matches > 0) miss = {"count", fmt::format("seen {} times", wrong->matches)};
  if (miss.answer.empty()) miss.answer = "nothing like it came";
  if (members_.size() > 1) {
    const auto all_wrong = std::count_if(tallies_.begin(), tallies_.end(), is_wrong);
    if (miss.field.empty()) miss.field = "phone";
    miss.answer = fmt::format("{}: {} ({} of {} failed)", evidence_.book()[*culprit()].name, miss.answer, all_wrong,
                              members_.size());
  }
  return miss;
}

std::vector<std::string> Judge::seen() const { return evidence_.recent(culprit()); }

}  // namespace scenarios
