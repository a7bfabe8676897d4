#include "phones/model.hpp"

#include <gtest/gtest.h>

namespace phones {
namespace {

const Model& ip450() { return *find_model("SoundPoint IP 450"); }

Model ip330() {
  Model model;
  model.token = "SPIP_330";
  model.part_number = "2345-12200-001";
  model.bootrom = {"4.1.4.0122", "01-Jan-09 12:00"};
  model.application = {"3.1.3.0439", "01-Jan-09 12:00"};
  return model;
}

TEST(Models, AreFoundByTheNamePeopleWrite) {
  ASSERT_NE(find_model("SoundPoint IP 450"), nullptr);
  EXPECT_EQ(ip450().token, "SPIP_450");
  EXPECT_EQ(find_model("SoundPoint IP 9000"), nullptr);
  EXPECT_FALSE(models().empty());
}

TEST(Models, AskForTheOptionsTheFingerprintOfAnIp450Shows) {
  EXPECT_EQ(net::hex(ip450().dhcp.parameter_request_list),
            "011ca042"
            "03042a02060f");
}

TEST(VendorClass, HasThePublishedLayoutWhileTheBootromRuns) {
  EXPECT_EQ(net::hex(vendor_class(ip330(), Phase::bootrom)),
            "0000363d"
            "70"
            "0107"
            "506f6c79636f6d"
            "0215"
            "536f756e64506f696e7449502d535049505f333330"
            "0310"
            "323334352d31323230302d3030312c31"
            "041d"
            "42522f342e312e342e303132322f30312d4a616e2d30392031323a3030"
            "051d"
            "42522f342e312e342e303132322f30312d4a616e2d30392031323a3030");
}

TEST(VendorClass, NamesTheApplicationOnceItRuns) {
  EXPECT_EQ(net::hex(vendor_class(ip330(), Phase::application)),
            "0000363d"
            "71"
            "0107"
            "506f6c79636f6d"
            "0215"
            "536f756e64506f696e7449502d535049505f333330"
            "0310"
            "323334352d31323230302d3030312c31"
            "041e"
            "5349502f332e312e332e303433392f30312d4a616e2d30392031323a3030"
            "051d"
            "42522f342e312e342e303132322f30312d4a616e2d30392031323a3030");
}

TEST(VendorClass, OfAnIp450DiffersInModelPartAndVersions) {
  EXPECT_EQ(net::hex(vendor_class(ip450(), Phase::application)),
            "0000363d"
            "71"
            "0107"
            "506f6c79636f6d"
            "0215"
            "536f756e64506f696e7449502d535049505f343530"
            "0310"
            "323334352d31323435302d3030312c31"
            "041e"
            "5349502f332e312e322e303339322f31302d4665622d30392031323a3030"
            "051d"
            "42522f342e312e322e303033372f31352d5365702d30382031323a3030");
}

TEST(UserAgent, CarriesTheVersionOfTheProgramThatRuns) {
  EXPECT_EQ(user_agent(ip450(), Phase::bootrom), "FileTransport PolycomSoundPointIP-SPIP_450-UA/4.1.2.0037");
  EXPECT_EQ(user_agent(ip450(), Phase::application), "FileTransport PolycomSoundPointIP-SPIP_450-UA/3.1.2.0392");
}

}  // namespace
}  // namespace phones
