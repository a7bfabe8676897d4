#include "gateway/dhcp/end_queue.hpp"

#include <gtest/gtest.h>

#include <map>

#include "net/chance.hpp"

namespace gateway {
namespace {

using net::Ipv4Address;

EndQueue::End end(std::int64_t when, std::uint32_t slot) {
  return {net::TimePoint(net::Duration(when)), Ipv4Address(1000 - slot), slot};
}

TEST(EndQueue, TellsWhatEndsInOrderOfTimeThenOfAddress) {
  EndQueue queue;
  EXPECT_EQ(queue.first(), nullptr);
  for (const auto& each : {end(5, 0), end(3, 1), end(3, 2), end(9, 3)}) queue.insert(each);
  EXPECT_EQ(queue.first()->slot, 2U);
  EXPECT_EQ(queue.until(net::TimePoint(net::Duration(5))), (std::vector{end(3, 2), end(3, 1), end(5, 0)}));
  EXPECT_EQ(queue.first_of([](const auto& e) { return e.slot != 2 && e.slot != 1; })->slot, 0U);
  EXPECT_FALSE(queue.first_of([](const auto&) { return false; }));
  queue.erase(2);
  EXPECT_EQ(queue.first()->slot, 1U);
}

TEST(EndQueue, AgreesWithASortedMapAfterAnyInsertionsAndRemovals) {
  EndQueue queue;
  std::map<std::uint32_t, EndQueue::End> model;  // by slot
  net::Chance chance(2);
  for (int i = 0; i < 5000; ++i) {
    const auto slot = static_cast<std::uint32_t>(chance.next() % 100);
    if (model.erase(slot) == 1) {
      queue.erase(slot);
    } else {
      model.emplace(slot, end(static_cast<std::int64_t>(chance.next() % 50), slot));
      queue.insert(model.at(slot));
    }
    std::vector<EndQueue::End> sorted;
    for (const auto& [known, at] : model) sorted.push_back(at);
    std::sort(sorted.begin(), sorted.end());
    ASSERT_EQ(queue.until(net::TimePoint::max()), sorted);
    const auto odd = [](const EndQueue::End& e) { return e.slot % 2 == 1; };
    const auto first = std::find_if(sorted.begin(), sorted.end(), odd);
    ASSERT_EQ(queue.first_of(odd), first == sorted.end() ? std::nullopt : std::optional(*first));
  }
}

}  // namespace
}  // namespace gateway
