#include "gateway/settings/behaviour/behaviour.hpp"

namespace gateway {

namespace {

// A hash that costs nothing, so that the tests do not.
void has_password(Bench& bench) {
  static const auto hash = PasswordHash::of("open sesame", 1).text();
  bench.types("Set Web Server Password " + hash);
}

constexpr Behaviour all[] = {
    {"Web Server Enabled",
     [](Bench& bench) {
       EXPECT_TRUE(bench.pages_at);
       bench.pages_at.reset();
       bench.types("Set Web Server Enabled no");
       bench.types("Set Web Server Port 8080");
       bench.passes(10s);
       EXPECT_FALSE(bench.pages_at) << "nobody listens";
       bench.types("Set Web Server Enabled yes");
       bench.passes(10s);
       EXPECT_TRUE(bench.pages_at);
     }},
    {"Web Server Port",
     [](Bench& bench) {
       EXPECT_EQ(bench.pages_at->port, 80);
       bench.types("Set Web Server Port 8080");
       bench.passes(10s);
       EXPECT_EQ(bench.pages_at->port, 8080);
     }},
    {"Web Server User",
     [](Bench& bench) {
       has_password(bench);
       bench.types("Set Web Server User operator");
       EXPECT_EQ(bench.logs_in("admin", "open sesame"), 403);
       EXPECT_EQ(bench.logs_in("operator", "open sesame"), 303);
     }},
    {"Web Server Password",
     [](Bench& bench) {
       EXPECT_EQ(bench.logs_in("admin", "open sesame"), 403);
       has_password(bench);
       EXPECT_EQ(bench.logs_in("admin", "open sesamy"), 403);
       EXPECT_EQ(bench.logs_in("admin", "open sesame"), 303);
     }},
    {"Web Server Lockout Tries",
     [](Bench& bench) {
       has_password(bench);
       bench.types("Set Web Server Lockout Tries 2");
       EXPECT_EQ(bench.logs_in("admin", "wrong"), 403);
       EXPECT_EQ(bench.logs_in("admin", "wrong"), 429);
     }},
    {"Web Server Lockout Time",
     [](Bench& bench) {
       has_password(bench);
       bench.types("Set Web Server Lockout Tries 1");
       bench.types("Set Web Server Lockout Time 10");
       bench.logs_in("admin", "wrong");
       bench.passes(9s);
       EXPECT_EQ(bench.logs_in("admin", "open sesame"), 429);
       bench.passes(2s);
       EXPECT_EQ(bench.logs_in("admin", "open sesame"), 303);
     }},
    {"Web Server Session Time",
     [](Bench& bench) {
       has_password(bench);
       bench.types("Set Web Server Session Time 60");
       bench.logs_in("admin", "open sesame");
       bench.passes(50s);
       EXPECT_TRUE(bench.is_logged_in());
       bench.passes(61s);
       EXPECT_FALSE(bench.is_logged_in());
     }},
};

}  // namespace

const std::span<const Behaviour> web_server_behaviours(all);

}  // namespace gateway
