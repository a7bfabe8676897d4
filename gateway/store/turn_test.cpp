#include "gateway/store/turn.hpp"

#include <gtest/gtest.h>

#include <system_error>

#include "net/virtual_loop.hpp"

namespace gateway {
namespace {

// Refuses while it has a reason to.
struct MoodyStore : Store {
  Restored restore() override { return {}; }
  void keep(const Batch& batch) override {
    if (why != std::errc{}) throw std::system_error(std::make_error_code(why), "write");
    kept.push_back(batch.leases.size());
  }
  std::errc why{};
  std::vector<std::size_t> kept;  // leases of each batch
};

struct Story {
  net::VirtualLoop loop;
  MoodyStore store;
  std::vector<std::string> told;
  Turn turn{loop, store, [this](const std::string& why) { told.push_back(why); },
            [this] { told.emplace_back("keeps again"); }};

  static Batch one_lease() {
    Batch batch;
    batch.leases.push_back({net::Ipv4Address(1), std::nullopt});
    return batch;
  }
  void add(const std::string& who, Batch batch = one_lease()) {
    turn.add(
        std::move(batch), [this, who] { told.push_back(who + " kept"); },
        [this, who] { told.push_back(who + " undone"); });
  }
  void ends() {
    loop.run_until([] { return false; }, loop.now());
  }
};

TEST(Turn, KeepsAllThatOneTurnDecidedAtOnceAndThenLetsItLeaveInOrder) {
  Story story;
  story.add("a");
  story.add("b");
  EXPECT_TRUE(story.told.empty());
  story.ends();
  EXPECT_EQ(story.told, (std::vector<std::string>{"a kept", "b kept"}));
  EXPECT_EQ(story.store.kept, std::vector<std::size_t>{2});
}

TEST(Turn, TakesBackFromTheLastToTheFirstWhatWasNotKept) {
  Story story;
  story.store.why = std::errc::no_space_on_device;
  story.add("a");
  story.add("b");
  story.ends();
  EXPECT_EQ(story.told, (std::vector<std::string>{"b undone", "a undone", "write: No space left on device"}));
}

TEST(Turn, TellsOfTroubleOnceForEachReasonAndWhenItIsOver) {
  Story story;
  for (const auto why : {std::errc::no_space_on_device, std::errc::no_space_on_device, std::errc::io_error,
                         std::errc{}, std::errc{}}) {
    story.store.why = why;
    story.add("x");
    story.ends();
  }
  EXPECT_EQ(story.told,
            (std::vector<std::string>{"x undone", "write: No space left on device", "x undone", "x undone",
                                      "write: Input/output error", "keeps again", "x kept", "x kept"}));
}

TEST(Turn, AsksTheStoreForNothingWhenThereIsNothingToKeep) {
  Story story;
  story.store.why = std::errc::io_error;
  story.add("a", {});
  story.ends();
  EXPECT_EQ(story.told, std::vector<std::string>{"a kept"});
}

}  // namespace
}  // namespace gateway
