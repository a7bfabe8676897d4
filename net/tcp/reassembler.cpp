#include "net/tcp/reassembler.hpp"

#include <algorithm>
#include <utility>

namespace net {
namespace {

void append(Bytes& to, BytesView octets) { to.insert(to.end(), octets.begin(), octets.end()); }

}  // namespace

void Reassembler::insert(Sequence at, BytesView octets, bool fin, Sequence edge) {
  if (finished_) return;
  if (at < next_) {
    const auto known = octets_between(at, next_);
    if (known > octets.size()) return;
    octets = octets.subspan(known);
    at = next_;
  }
  if (at > edge) return;
  const auto room = octets_between(at, edge);
  if (octets.size() + (fin ? 1 : 0) > room) fin = false;
  octets = octets.first(std::min<std::size_t>(octets.size(), room));
  if (fin && !fin_) {
    fin_ = at + octets.size();
    islands_.erase(islands_.lower_bound(*fin_), islands_.end());  // nothing true can follow a FIN
  }
  if (fin_) {
    if (at > *fin_) return;
    octets = octets.first(std::min<std::size_t>(octets.size(), octets_between(at, *fin_)));
  }
  if (at == next_) {
    append(ready_, octets);
    next_ += octets.size();
    join_islands();
  } else if (!octets.empty()) {
    keep(at, octets);
  }
  if (fin_ && next_ == *fin_) {
    finished_ = true;
    next_ += 1;
    islands_.clear();
  }
}

void Reassembler::keep(Sequence at, BytesView octets) {
  auto island = islands_.upper_bound(at);
  if (island != islands_.begin() && std::prev(island)->first + std::prev(island)->second.size() >= at) {
    --island;
    const auto end = island->first + island->second.size();
    if (end >= at + octets.size()) return;
    append(island->second, octets.subspan(octets_between(at, end)));
  } else {
    if (islands_.size() >= max_islands) return;
    island = islands_.emplace_hint(island, at, Bytes(octets.begin(), octets.end()));
  }
  for (auto other = std::next(island); other != islands_.end();) {
    const auto end = island->first + island->second.size();
    if (end < other->first) break;
    const auto overlap = std::min<std::size_t>(octets_between(other->first, end), other->second.size());
    append(island->second, BytesView(other->second).subspan(overlap));
    other = islands_.erase(other);
  }
}

void Reassembler::join_islands() {
  while (!islands_.empty() && islands_.begin()->first <= next_) {
    const auto island = islands_.extract(islands_.begin());
    const auto known = std::min<std::size_t>(octets_between(island.key(), next_), island.mapped().size());
    auto fresh = BytesView(island.mapped()).subspan(known);
    if (fin_) fresh = fresh.first(std::min<std::size_t>(fresh.size(), octets_between(next_, *fin_)));
    append(ready_, fresh);
    next_ += fresh.size();
  }
}

Bytes Reassembler::read(std::size_t at_most) {
  if (at_most >= ready_.size()) return std::exchange(ready_, {});
  const auto end = ready_.begin() + static_cast<std::ptrdiff_t>(at_most);
  Bytes first(ready_.begin(), end);
  ready_.erase(ready_.begin(), end);
  return first;
}

}  // namespace net
