#include "gateway/web/login.hpp"

#include <gtest/gtest.h>

#include "gateway/web/test_browser.hpp"

namespace gateway::web {
namespace {

using namespace std::chrono_literals;

TEST(Login, NoPageIsSeenBeforeIt) {
  Browser browser;
  for (const auto* path : {"/", "/advanced", "/expert", "/system", "/system/events/event-filter/1", "/leases",
                           "/events", "/counters", "/nowhere"}) {
    const auto answer = browser.get(path);
    EXPECT_EQ(answer.status, 303) << path;
    EXPECT_EQ(header(answer, "Location"), "/login") << path;
    EXPECT_EQ(answer.body, "");
  }
}

TEST(Login, LetsInWhoKnowsThePassword) {
  Browser browser;
  EXPECT_EQ(header(browser.try_password(Browser::password), "Location"), "/");
  EXPECT_EQ(browser.get("/").status, 200);
  EXPECT_TRUE(browser.failures.empty());
}

TEST(Login, RefusesAnyOtherPasswordAndUser) {
  Browser browser;
  EXPECT_EQ(browser.try_password("wrong").status, 403);
  EXPECT_EQ(browser.try_password("").status, 403);
  EXPECT_EQ(browser.post("/login", {{"user", "root"}, {"password", Browser::password}}).status, 403);
  EXPECT_EQ(browser.post("/login", {}).status, 403);
  EXPECT_EQ(browser.get("/").status, 303);
  EXPECT_EQ(browser.failures.size(), 4U);
  EXPECT_EQ(browser.failures.front().from, browser.address);
}

TEST(Login, NobodyGetsInWhileNoPasswordIsSetAndThePageSaysHowToSetOne) {
  Browser browser{Settings{}};
  const auto answer = browser.get("/login");
  EXPECT_TRUE(contains(answer, "Set Web Server Password"));
  EXPECT_FALSE(contains(answer, "<form"));
  browser.cookies["smg_login"] = std::string(32, 'a');
  const auto tried = browser.ask({"POST", "/login", {}, "user=admin&password=&csrf=" + std::string(32, 'a')});
  EXPECT_EQ(tried.status, 403);
  EXPECT_EQ(browser.get("/").status, 303);
}

TEST(Login, ItsFormNeedsTheTokenOfItsCookie) {
  Browser browser;
  const auto right = "user=admin&password=correct+horse";
  EXPECT_EQ(browser.ask({"POST", "/login", {}, right}).status, 403);
  browser.get("/login");
  EXPECT_EQ(browser.ask({"POST", "/login", {}, right}).status, 403);
  EXPECT_EQ(browser.ask({"POST", "/login", {}, right + std::string("&csrf=") + std::string(32, 'a')}).status, 403);
  browser.cookies["smg_login"] = "x";  // not one of ours, even if the form agrees
  EXPECT_EQ(browser.ask({"POST", "/login", {}, right + std::string("&csrf=x")}).status, 403);
  EXPECT_TRUE(browser.failures.empty()) << "no password was looked at";
}

TEST(Login, TwoWindowsMayShowItAtOnce) {
  Browser browser;
  const auto first = browser.token();
  EXPECT_EQ(browser.token(), first);
}

TEST(Login, LocksOutAfterSoManyWrongPasswords) {
  Browser browser;
  for (int i = 0; i < 4; ++i) EXPECT_EQ(browser.try_password("wrong").status, 403);
  const auto fifth = browser.try_password("wrong");
  EXPECT_EQ(fifth.status, 429);
  EXPECT_EQ(header(fifth, "Retry-After"), "300");
  EXPECT_TRUE(browser.failures.back().locked_out);
  EXPECT_EQ(browser.try_password(Browser::password).status, 429) << "not even the right one";
  EXPECT_EQ(browser.failures.size(), 5U) << "and nothing more is looked at";
  browser.pass(301s);
  browser.log_in();
}

TEST(Login, GivesANewTokenAndTakesNoneOver) {
  Browser browser;
  browser.cookies["smg_session"] = std::string(32, 'b');
  browser.get("/login");
  const auto csrf = browser.cookies.at("smg_login");
  browser.ask({"POST", "/login", {}, "user=admin&password=correct+horse&csrf=" + csrf});
  EXPECT_NE(browser.cookies.at("smg_session"), std::string(32, 'b'));
  const auto first = browser.cookies.at("smg_session");
  browser.get("/login");
  browser.ask({"POST", "/login", {}, "user=admin&password=correct+horse&csrf=" + browser.cookies.at("smg_login")});
  EXPECT_NE(browser.cookies.at("smg_session"), first);
  browser.cookies["smg_session"] = first;
  EXPECT_EQ(browser.get("/").status, 303) << "the session before the new login is over";
}

TEST(Login, ItsCookieIsForTheseServersAloneAndForNoScript) {
  Browser browser;
  const auto cookie = header(browser.try_password(Browser::password), "Set-Cookie");
  for (const auto* part : {"HttpOnly", "SameSite=Strict", "Path=/"})
    EXPECT_NE(cookie.find(part), std::string::npos) << cookie;
}

TEST(Login, EndsAfterSilence) {
  Browser browser;
  browser.log_in();
  browser.pass(899s);
  EXPECT_EQ(browser.get("/").status, 200);
  browser.pass(899s);
  EXPECT_EQ(browser.get("/").status, 200);
  browser.pass(900s);
  EXPECT_EQ(browser.get("/").status, 303);
}

TEST(Login, EndsWithALogout) {
  Browser browser;
  browser.log_in();
  const auto token = browser.cookies.at("smg_session");
  EXPECT_EQ(header(browser.post("/logout", {}), "Location"), "/login");
  EXPECT_FALSE(browser.cookies.contains("smg_session"));
  browser.cookies["smg_session"] = token;
  EXPECT_EQ(browser.get("/").status, 303);
}

TEST(Login, EndsForEverybodyWhenThePasswordChanges) {
  Browser browser;
  browser.log_in();
  const auto answer =
      browser.post("/system/local-servers/web-server", {{"web-server-password", "another password"}});
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(browser.get("/").status, 303);
  EXPECT_EQ(browser.try_password(Browser::password).status, 403);
  EXPECT_EQ(browser.try_password("another password").status, 303);
}

}  // namespace
}  // namespace gateway::web
