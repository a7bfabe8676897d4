#include "gateway/web/web_server.hpp"

#include <gtest/gtest.h>

#include "gateway/web/exchange.hpp"
#include "gateway/web/test_browser.hpp"

namespace gateway::web {
namespace {

using namespace std::chrono_literals;

const std::string alerts = "/system/local-servers/dhcp-server/mac-alert";
const std::string filters = "/system/events/event-filter";
const std::string client = "/system/local-clients/http-client";

struct WebServerTest : ::testing::Test {
  Browser browser;
  WebServerTest() { browser.log_in(); }
};

TEST_F(WebServerTest, EveryPageOfTheMenuOpens) {
  std::vector<const MenuNode*> nodes{&menu()};
  while (!nodes.empty()) {
    const auto* node = nodes.back();
    nodes.pop_back();
    const auto answer = browser.get(node->path);
    EXPECT_EQ(answer.status, 200) << node->path;
    for (const auto& child : node->children) {
      EXPECT_TRUE(contains(answer, "href=\"" + child.path + "\"")) << node->path;
      nodes.push_back(&child);
    }
  }
}

TEST_F(WebServerTest, EveryFieldOfEveryPageStandsInItsForm) {
  std::vector<const MenuNode*> nodes{&menu()};
  while (!nodes.empty()) {
    const auto* node = nodes.back();
    nodes.pop_back();
    for (const auto& child : node->children) nodes.push_back(&child);
    if (node->page == nullptr) continue;
    const auto path = node->page->list != nullptr ? row_path(*node, 1) : node->path;
    const auto answer = browser.post(path, {{"do", "advanced"}});
    EXPECT_EQ(answer.status, 200);
    for (const auto& row : node->page->rows) {
      EXPECT_TRUE(contains(answer, "name=\"" + field_name(row) + "\"")) << path << " " << row.words;
      EXPECT_TRUE(contains(answer, "for=\"" + field_name(row) + "\"")) << path << " " << row.words;
    }
  }
}

TEST_F(WebServerTest, AListShowsItsColumnsAndWhatCanBeDone) {
  const auto empty = browser.get(alerts);
  for (const auto* column : {"Index", "Enabled", "Name", "MAC Address", "Operation"})
    EXPECT_TRUE(contains(empty, "<th scope=\"col\">" + std::string(column) + "</th>")) << column;
  EXPECT_FALSE(contains(empty, "Randomise"));
  EXPECT_TRUE(contains(empty, "<td data-label=\"Enabled\">unconfigured</td>"));
  EXPECT_TRUE(contains(empty, "aria-label=\"add MAC alert 10\""));
  EXPECT_FALSE(contains(empty, "modify"));
  browser.post(alerts + "/2", {{"dhcp-server-mac-alert-name", "Prov"}});
  const auto filled = browser.get(alerts);
  EXPECT_TRUE(contains(filled, "<td data-label=\"Name\">Prov</td>"));
  EXPECT_TRUE(contains(filled, "aria-label=\"modify MAC alert 2\""));
  EXPECT_TRUE(contains(filled, "aria-label=\"delete MAC alert 2\""));
  EXPECT_FALSE(contains(filled, "aria-label=\"add MAC alert 2\""));
}

TEST_F(WebServerTest, UpdateSetsAllFieldsAndLeadsBackToTheList) {
  const auto answer = browser.post(alerts + "/1", {{"dhcp-server-mac-alert-enabled", "yes"},
                                                   {"dhcp-server-mac-alert-name", "PhoneProv"},
                                                   {"dhcp-server-mac-alert-address", "00:04:f2"},
                                                   {"dhcp-server-mac-alert-mask", ""},
                                                   {"dhcp-server-mac-alert-randomise-tftp-server-name", "yes"},
                                                   {"view", "basic"},
                                                   {"do", "update"}});
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(header(answer, "Location"), alerts);
  EXPECT_EQ(browser.settings().mac_alerts[0], (MacAlert{true, "PhoneProv", {"0004f2"}, {}, true}));
  EXPECT_TRUE(contains(browser.get(alerts), "MAC alert 1 is updated."));
  EXPECT_FALSE(contains(browser.get(alerts), "MAC alert 1 is updated.")) << "said once";
}

TEST_F(WebServerTest, ARefusedValueChangesNothingAndStandsBesideItsField) {
  const auto before = browser.settings();
  const auto answer = browser.post(client, {{"http-client-enabled", "yes"},
                                            {"http-client-file-server-ip-address", "193.164.253.<b>"},
                                            {"http-client-connection-retries", "1000"}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(browser.settings(), before);
  EXPECT_TRUE(contains(answer, "value=\"193.164.253.&lt;b&gt;\"")) << "what was typed is kept, and is no tag";
  EXPECT_TRUE(contains(answer, "id=\"http-client-file-server-ip-address-error\""));
  EXPECT_TRUE(contains(answer, "an IPv4 address, with a port"));
  EXPECT_TRUE(contains(answer, "value=\"1000\""));
  EXPECT_TRUE(contains(answer, "a number from 0 to 100")) << "every mistake is told, not only the first";
}

TEST_F(WebServerTest, ATypedChoiceThatIsNoneIsRefused) {
  const auto answer = browser.post(client, {{"http-client-enabled", "perhaps"}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_TRUE(contains(answer, "<option value=\"perhaps\" selected>"));
}

TEST_F(WebServerTest, SeverityIsShownAfterAdvanced) {
  const auto basic = browser.get(filters + "/1");
  EXPECT_TRUE(contains(basic, "Event Subclass"));
  EXPECT_FALSE(contains(basic, "Severity Criterion"));
  const auto advanced =
      browser.post(filters + "/1", {{"event-forwarding-discriminator-entry-subclass", "123"}, {"do", "advanced"}});
  EXPECT_EQ(advanced.status, 200);
  EXPECT_TRUE(contains(advanced, "Severity Criterion"));
  EXPECT_TRUE(contains(advanced, "value=\"123\"")) << "what was typed is still there";
  EXPECT_TRUE(contains(advanced, "Set Event Forwarding Discriminator Entry Subclass"));
  EXPECT_FALSE(browser.settings().event_filters[0]) << "and nothing is set";
}

TEST_F(WebServerTest, HiddenFieldsStayAsTheyAre) {
  browser.post(filters + "/1", {{"event-forwarding-discriminator-entry-criteria", "Equal"}, {"view", "advanced"}});
  browser.post(filters + "/1", {{"event-forwarding-discriminator-entry-target", "Activator"}, {"view", "basic"}});
  EXPECT_EQ(browser.settings().event_filters[0]->criterion, Criterion::equal);
  EXPECT_EQ(browser.settings().event_filters[0]->target, Target::activator);
}

TEST_F(WebServerTest, DeleteAsksFirst) {
  browser.post(alerts + "/1", {{"dhcp-server-mac-alert-name", "Prov"}});
  const auto question = browser.get(alerts + "/1/delete");
  EXPECT_TRUE(contains(question, "Delete MAC alert 1?"));
  EXPECT_TRUE(contains(question, "Prov"));
  EXPECT_TRUE(browser.settings().mac_alerts[0]);
  EXPECT_EQ(header(browser.post(alerts + "/1/delete", {}), "Location"), alerts);
  EXPECT_FALSE(browser.settings().mac_alerts[0]);
  EXPECT_EQ(browser.get(alerts + "/1/delete").status, 303) << "nothing is left to be deleted";
}

TEST_F(WebServerTest, APostWithoutItsTokenIsRefused) {
  const auto before = browser.settings();
  const std::string body = "dhcp-server-mac-alert-name=x";
  for (const auto& token : {std::string(), std::string("&csrf="), std::string("&csrf=wrong"),
                            "&csrf=" + browser.cookies.at("smg_session")})
    for (const auto& path : {alerts + "/1", std::string("/save"), std::string("/logout")})
      EXPECT_EQ(browser.ask({"POST", path, {}, body + token}).status, 403) << path << token;
  EXPECT_EQ(browser.settings(), before);
  EXPECT_EQ(browser.get("/").status, 200) << "and nobody was logged out";
}

TEST_F(WebServerTest, APostOfAnotherSessionOrOfNoneIsRefused) {
  const auto token = browser.token();
  const auto body = "dhcp-server-mac-alert-name=x&csrf=" + token;
  browser.cookies.clear();
  EXPECT_EQ(browser.ask({"POST", alerts + "/1", {}, body}).status, 403);
  browser.log_in();
  EXPECT_EQ(browser.ask({"POST", alerts + "/1", {}, body}).status, 403);
  EXPECT_FALSE(browser.settings().mac_alerts[0]);
}

TEST_F(WebServerTest, APostFromAnotherSiteIsRefusedEvenWithItsToken) {
  const auto body = "dhcp-server-mac-alert-name=x&csrf=" + browser.token();
  for (const auto* origin : {"http://evil.example", "null", "https://192.168.100.1", "http://192.168.100.1:81"})
    EXPECT_EQ(browser.ask({"POST", alerts + "/1", {{"Origin", origin}}, body}).status, 403) << origin;
  EXPECT_EQ(browser.ask({"POST", alerts + "/1", {{"Origin", "http://192.168.100.1"}}, body}).status, 303);
}

TEST_F(WebServerTest, AFormOfAnotherPageIsRefused) {
  EXPECT_EQ(browser.post(alerts + "/1", {{"web-server-port", "81"}}).status, 400);
  EXPECT_EQ(browser.post(alerts + "/1", {}).status, 400);
  EXPECT_EQ(browser.post(alerts + "/1", {{"dhcp-server-mac-alert-name", "x"}, {"dhcp-server-mac-alert-name", "y"}})
                .status,
            400);
  EXPECT_EQ(browser.post(alerts + "/1", {{"dhcp-server-mac-alert-name", "x"}, {"do", "dance"}}).status, 400);
  EXPECT_EQ(browser.post(alerts, {{"dhcp-server-mac-alert-name", "x"}}).status, 404);
  EXPECT_EQ(browser.post(alerts + "/11", {{"dhcp-server-mac-alert-name", "x"}}).status, 404);
  EXPECT_FALSE(browser.settings().mac_alerts[0]);
}

TEST_F(WebServerTest, ATooLargeFormIsRefused) {
  const auto body = "csrf=" + browser.token() + "&dhcp-server-mac-alert-name=" + std::string(most_body, 'x');
  EXPECT_EQ(browser.ask({"POST", alerts + "/1", {}, body}).status, 413);
}

TEST_F(WebServerTest, ThePasswordIsNeverShownAndStaysWhenItsFieldIsLeftEmpty) {
  const std::string path = "/system/local-servers/web-server";
  const auto before = browser.settings().web.password;
  EXPECT_FALSE(contains(browser.get(path), "pbkdf2"));
  EXPECT_EQ(browser.post(path, {{"web-server-user", "boss"}, {"web-server-password", ""}}).status, 303);
  EXPECT_EQ(browser.settings().web.user, "boss");
  EXPECT_EQ(browser.settings().web.password, before);
}

TEST_F(WebServerTest, ARefusedPasswordIsNotRepeated) {
  const auto answer = browser.post("/system/local-servers/web-server", {{"web-server-password", "short1"}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_FALSE(contains(answer, "short1"));
}

TEST_F(WebServerTest, StatusPagesShowWhatTheGatewaySays) {
  EXPECT_TRUE(contains(browser.get("/"), "<dt>Model</dt>\n<dd>smg</dd>"));
  const auto leases = browser.get("/leases");
  EXPECT_TRUE(contains(leases, "&lt;leased&gt;"));
  EXPECT_TRUE(contains(leases, "and 3 more"));
  const auto log = browser.get("/events").body;
  EXPECT_LT(log.find("<li>second"), log.find("<li>first")) << "the newest first";
  EXPECT_TRUE(contains(browser.get("/counters"), "dhcp received"));
}

TEST_F(WebServerTest, UnsavedChangesAreShownWithAButtonThatSavesThem) {
  EXPECT_FALSE(contains(browser.get("/"), "action=\"/save\""));
  browser.unsaved = true;
  EXPECT_TRUE(contains(browser.get("/"), "action=\"/save\""));
  EXPECT_EQ(browser.post("/save", {}).status, 303);
  EXPECT_TRUE(contains(browser.get("/"), "The settings are saved."));
  browser.saved = "error: the disk is full";
  EXPECT_TRUE(contains(browser.post("/save", {}), "the disk is full"));
}

TEST_F(WebServerTest, AConflictIsShownOnEveryPage) {
  browser.post("/system/local-servers/dhcp-server", {{"dhcp-server-pool-first", "10.0.0.1"}});
  ASSERT_TRUE(find_conflict(browser.settings()));
  EXPECT_TRUE(contains(browser.get("/"), find_conflict(browser.settings())->message));
}

TEST_F(WebServerTest, EveryPageTellsTheBrowserToBeCareful) {
  for (const auto* path : {"/", "/login", "/system", "/nowhere"}) {
    const auto answer = browser.get(path);
    EXPECT_NE(header(answer, "Content-Security-Policy").find("default-src 'none'"), std::string::npos) << path;
    EXPECT_EQ(header(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
    EXPECT_FALSE(contains(answer, "<script"));
    EXPECT_FALSE(contains(answer, "style=")) << "the policy would forbid it";
  }
  EXPECT_EQ(browser.get("/nowhere").status, 404);
  EXPECT_EQ(browser.get("/style.css").status, 200);
}

}  // namespace
}  // namespace gateway::web
