#include "gateway/cli/download_request.hpp"

#include <gtest/gtest.h>

#include "gateway/settings/profile.hpp"

namespace gateway {
namespace {

Settings note() { return profile("note").value(); }

std::string url(const Settings& settings, std::string_view name) {
  const auto request = download_request(settings, name);
  if (const auto* refusal = std::get_if<Refusal>(&request)) return to_string(*refusal);
  return to_url(std::get<DownloadRequest>(request));
}

std::string kept_as(std::string_view name) {
  return std::get<DownloadRequest>(download_request(note(), name)).file_name;
}

TEST(DownloadRequest, APlainNameStandsBelowTheDownloadPath) {
  auto settings = note();
  EXPECT_EQ(url(settings, "boot.ini"), "http://193.164.253.250/boot.ini");
  settings.http.download_path.text = "/files";
  EXPECT_EQ(url(settings, "a/b c?.ini"), "http://193.164.253.250/files/a/b%20c%3F.ini");
  settings.http.download_path.text = "";
  EXPECT_EQ(url(settings, "boot.ini"), "http://193.164.253.250/boot.ini");
  settings.http.download_path.text = "http://10.0.0.1:8080/x/";
  EXPECT_EQ(url(settings, "boot.ini"), "http://10.0.0.1:8080/x/boot.ini");
}

TEST(DownloadRequest, ANameWithTwoDollarsIsMadeForThisGateway) {
  auto settings = note();
  EXPECT_EQ(url(settings, "$$.ini"), "http://193.164.253.250/activator/fileServer.asp?file=SMG000001.ini");
  EXPECT_EQ(url(settings, "/x/$$/$$&y"),
            "http://193.164.253.250/activator/fileServer.asp?file=%2Fx%2FSMG000001%2FSMG000001%26y");
  settings.serial = "$$$";
  settings.http.activator_download_path.text = "/f.asp?v=1";
  EXPECT_EQ(url(settings, "a$$"), "http://193.164.253.250/f.asp?v=1&file=a%24%24%24");
}

TEST(DownloadRequest, ANameThatBeginsWithASlashIsAskedForAsItIs) {
  auto settings = note();
  settings.http.download_path.text = "/files/";
  EXPECT_EQ(url(settings, "/a%20b?x=1&y"), "http://193.164.253.250/a%20b?x=1&y");
  EXPECT_EQ(url(settings, "/a b\x01\xc3\xbc"), "http://193.164.253.250/a%20b%01%C3%BC");
}

TEST(DownloadRequest, SaysWhatIsMissing) {
  auto settings = note();
  settings.http.activator_download_path.text.clear();
  EXPECT_EQ(url(settings, "$$"),
            "error: Http Client Activator Download Path is not set\n"
            "help: type: Set Http Client Activator Download Path /activator/fileServer.asp");
  settings.http.server.reset();
  EXPECT_EQ(url(settings, "x"),
            "error: Http Client File Server Ip Address is not set\n"
            "help: type: Set Http Client File Server Ip Address 193.164.253.250");
  settings.http.enabled = false;
  EXPECT_EQ(url(settings, "x"), "error: the HTTP client is off\nhelp: type: Set Http Client Enabled yes");
  EXPECT_EQ(url(note(), std::string(256, 'x')),
            "error: a file's name has 1 to 255 characters\nhelp: type: hdl <name>");
}

TEST(DownloadRequest, AFileIsKeptByAHarmlessName) {
  EXPECT_EQ(kept_as("/a/b/boot.ini?x=/y"), "boot.ini");
  EXPECT_EQ(kept_as("$$.cfg"), "SMG000001.cfg");
  EXPECT_EQ(kept_as("../.."), "download");
  EXPECT_EQ(kept_as("/"), "download");
  EXPECT_EQ(kept_as("a\tb"), "a_b");
}

}  // namespace
}  // namespace gateway
