#include "gateway/settings/behaviour/behaviour.hpp"

namespace gateway {

namespace {

constexpr Behaviour all[] = {
    {"System Serial",
     [](Bench& bench) {
       EXPECT_EQ(bench.alert_of(lobby, "serial"), "SMG000001");
       bench.types("Set System Serial SMG7");
       EXPECT_EQ(bench.alert_of(kitchen, "serial"), "SMG7");
     }},
};

}  // namespace

const std::span<const Behaviour> system_behaviours(all);

}  // namespace gateway
