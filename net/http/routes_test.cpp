#include "net/http/routes.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace net {
namespace {

HttpHandler says(const std::string& word) {
  return [word](const HttpRequest&, const HttpRespond& respond) { respond({200, {}, word}); };
}

const std::vector<HttpRoute> table = {
    {"GET", "/files/special", says("special")}, {"GET", "/files/", says("file")},
    {"PUT", "/files/", says("stored")},         {"POST", "/twautoprovisioning", says("account")},
    {"GET", "/files/", says("never reached")},
};

HttpResponse ask(const std::string& method, const std::string& target) {
  int answers = 0;
  HttpResponse answer;
  dispatch(table, {method, target, {}, {}, {}}, [&](HttpResponse response) {
    ++answers;
    answer = std::move(response);
  });
  EXPECT_EQ(answers, 1);
  return answer;
}

TEST(Dispatch, GivesTheRequestToTheFirstMatchingRow) {
  EXPECT_EQ(ask("GET", "/files/special?x=/other").body, "special");
  EXPECT_EQ(ask("GET", "/files/special2").body, "file");
  EXPECT_EQ(ask("GET", "/files/").body, "file");
  EXPECT_EQ(ask("PUT", "/files/special").body, "stored");
  EXPECT_EQ(ask("POST", "/twautoprovisioning").body, "account");
}

TEST(Dispatch, ComparesDecodedPathsAndWholeNames) {
  EXPECT_EQ(ask("GET", "/%66iles/x").body, "file");
  EXPECT_EQ(ask("GET", "/files").status, 404);
  EXPECT_EQ(ask("POST", "/twautoprovisioning/").status, 404);
  EXPECT_EQ(ask("POST", "/twautoprovisioning2").status, 404);
  EXPECT_EQ(ask("GET", "/FILES/").status, 404);
  EXPECT_EQ(ask("GET", "/files/%zz").status, 404);
  EXPECT_EQ(ask("GET", "*").status, 404);
}

TEST(Dispatch, NamesTheMethodsAPathHas) {
  const auto answer = ask("DELETE", "/files/x");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(field(answer.fields, "allow"), "GET, PUT");
  EXPECT_EQ(ask("HEAD", "/files/x").status, 405);
  EXPECT_EQ(ask("get", "/files/x").status, 405);
}

TEST(Fields, AreFoundWithoutCaseAndTheFirstWins) {
  const HttpFields fields{{"Host", "h"}, {"X-A", "1"}, {"x-a", "2"}};
  EXPECT_EQ(field(fields, "x-A"), "1");
  EXPECT_EQ(field(fields, "X-"), std::nullopt);
  EXPECT_EQ(reason_phrase(404), "Not Found");
  EXPECT_EQ(reason_phrase(299), "Unknown");
}

}  // namespace
}  // namespace net
