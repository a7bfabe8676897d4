#include "gateway/dhcp/lease_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "net/chance.hpp"

namespace gateway {
namespace {

using net::Ipv4Address;

// The same table without any index: what the questions mean.
class NaiveTable {
 public:
  void apply(const LeaseChange& change) {
    leases_.erase(change.client);
    if (change.lease) leases_.emplace(change.client, *change.lease);
  }

  [[nodiscard]] std::vector<Lease> all(const std::function<bool(const Lease&)>& wanted) const {
    std::vector<Lease> found;
    for (const auto& [client, lease] : leases_)
      if (wanted(lease)) found.push_back(lease);
    std::sort(found.begin(), found.end(), [](const Lease& a, const Lease& b) {
      return std::pair(a.until, a.address) < std::pair(b.until, b.address);
    });
    return found;
  }

  [[nodiscard]] std::optional<Lease> first(const std::function<bool(const Lease&)>& wanted) const {
    const auto found = all(wanted);
    return found.empty() ? std::nullopt : std::optional(found.front());
  }

 private:
  std::map<std::string, Lease> leases_;
};

std::optional<Lease> value(const Lease* lease) { return lease != nullptr ? std::optional(*lease) : std::nullopt; }

std::vector<Lease> values(const std::vector<const Lease*>& leases) {
  std::vector<Lease> all;
  all.reserve(leases.size());
  for (const auto* lease : leases) all.push_back(*lease);
  return all;
}

Lease random_lease(net::Chance& chance, std::uint64_t client) {
  const auto number = [&](std::uint64_t kind) {
    return chance.next() % 2 == 0 ? std::string() : std::to_string(100 * kind + client);
  };
  Lease lease{"c" + std::to_string(client), net::MacAddress({0, 4, 0xf2, 0, 0, 1}),
              Ipv4Address(static_cast<std::uint32_t>(10 + chance.next() % 40))};
  lease.state = static_cast<LeaseState>(chance.next() % 4);
  lease.until = net::TimePoint(std::chrono::seconds(chance.next() % 20));
  lease.number = number(1);
  lease.offered_number = number(2);
  return lease;
}

// Every question, asked of both.
void compare(const LeaseTable& table, const NaiveTable& naive, std::uint64_t client, Ipv4Address address) {
  const auto name = "c" + std::to_string(client);
  ASSERT_EQ(value(table.of_client(name)), naive.first([&](const Lease& l) { return l.client == name; }));
  ASSERT_EQ(value(table.at(address)), naive.first([&](const Lease& l) { return l.address == address; }));
  for (const auto kind : {100U, 200U}) {
    const auto number = std::to_string(kind + client);
    const auto has = [&](const Lease& l) { return l.number == number || l.offered_number == number; };
    ASSERT_EQ(table.number_in_use(number), naive.first(has).has_value());
  }
  const auto ends = [](const Lease& l) { return l.state != LeaseState::past; };
  ASSERT_EQ(value(table.first_to_end()), naive.first(ends));
  const net::TimePoint noon(std::chrono::seconds(10));
  ASSERT_EQ(values(table.ended_by(noon)), naive.all([&](const Lease& l) { return ends(l) && l.until <= noon; }));
  const auto even = [](Ipv4Address a) { return a.number() % 2 == 0; };
  ASSERT_EQ(value(table.longest_past(even)),
            naive.first([&](const Lease& l) { return l.state == LeaseState::past && even(l.address); }));
  ASSERT_EQ(value(table.oldest_offer(even)),
            naive.first([&](const Lease& l) { return l.state == LeaseState::offered && even(l.address); }));
  auto free = address;
  while (naive.first([&](const Lease& l) { return l.address == free; })) free = Ipv4Address(free.number() + 1);
  ASSERT_EQ(table.next_free(address), free);
}

TEST(LeaseTable, AnswersEveryQuestionAsATableWithoutIndexesWould) {
  LeaseTable table(42);
  NaiveTable naive;
  net::Chance chance(3);
  for (int i = 0; i < 4000; ++i) {
    const auto client = chance.next() % 30;
    LeaseChange change{"c" + std::to_string(client), random_lease(chance, client)};
    if (chance.next() % 3 == 0) change.lease.reset();
    const auto* holder = change.lease ? table.at(change.lease->address) : nullptr;
    if (holder != nullptr && holder->client != change.client) {
      const LeaseChange room{holder->client, std::nullopt};
      table.apply(room);
      naive.apply(room);
    }
    table.apply(change);
    naive.apply(change);
    compare(table, naive, chance.next() % 30, Ipv4Address(static_cast<std::uint32_t>(10 + chance.next() % 40)));
    if (HasFatalFailure()) return;
    ASSERT_EQ(table.size(), naive.all([](const Lease&) { return true; }).size());
  }
}

TEST(LeaseTable, ListsLeasesByAddress) {
  LeaseTable table;
  for (const std::uint32_t address : {30U, 10U, 20U}) {
    const auto client = "c" + std::to_string(address);
    table.apply({client, Lease{client, net::MacAddress::broadcast(), Ipv4Address(address)}});
  }
  table.apply({"c10", std::nullopt});
  const auto all = values(table.by_address());
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].client, "c20");
  EXPECT_EQ(all[1].client, "c30");
}

TEST(LeaseTable, ALeaseStaysWhereItIsWhileOthersComeAndGo) {
  LeaseTable table;
  const auto put = [&](std::uint32_t number) {
    const auto client = "c" + std::to_string(number);
    table.apply({client, Lease{client, net::MacAddress::broadcast(), Ipv4Address(number)}});
  };
  put(1);
  const auto* first = table.of_client("c1");
  for (std::uint32_t i = 2; i < 5000; ++i) put(i);
  for (std::uint32_t i = 2; i < 5000; i += 2) table.apply({"c" + std::to_string(i), std::nullopt});
  EXPECT_EQ(table.of_client("c1"), first);
  EXPECT_EQ(first->client, "c1");
}

}  // namespace
}  // namespace gateway
