#include "gateway/store/turn.hpp"

#include <iterator>
#include <system_error>
#include <utility>

namespace gateway {

namespace {

template <typename Item>
void append(std::vector<Item>& to, std::vector<Item>&& more) {
  to.insert(to.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Turn::Turn(net::Loop& loop, Store& store, std::function<void(const std::string&)> refused,
           std::function<void()> keeps_again)
    : loop_(loop), store_(store), refused_(std::move(refused)), keeps_again_(std::move(keeps_again)) {}

void Turn::add(Batch batch, net::Loop::Task kept, net::Loop::Task undo) {
  append(batch_.leases, std::move(batch.leases));
  append(batch_.raised, std::move(batch.raised));
  append(batch_.settled, std::move(batch.settled));
  if (kept_.empty()) ends_ = loop_.at(loop_.now(), [this] { end(); });
  kept_.push_back(std::move(kept));
  undo_.push_back(std::move(undo));
}

void Turn::end() {
  const auto batch = std::exchange(batch_, {});
  const auto kept = std::exchange(kept_, {});
  const auto undo = std::exchange(undo_, {});
  try {
    if (!batch.empty()) store_.keep(batch);
  } catch (const std::system_error& refusal) {
    for (auto task = undo.rbegin(); task != undo.rend(); ++task) (*task)();
    return refuse(refusal.what());
  }
  if (!batch.empty() && !std::exchange(trouble_, "").empty()) keeps_again_();
  for (const auto& task : kept) task();
}

void Turn::refuse(const std::string& why) {
  if (std::exchange(trouble_, why) != why) refused_(why);
}

}  // namespace gateway
