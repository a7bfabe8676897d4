#include "net/dns_message.hpp"

#include <gtest/gtest.h>

#include "net/test_bytes.hpp"

namespace net {
namespace {

DnsName name(std::string_view text) { return DnsName::parse(text).value(); }

DnsMessage read(const Bytes& bytes) { return std::get<DnsMessage>(decode_dns(bytes)); }
DnsFault fault(const Bytes& bytes) { return std::get<DnsFault>(decode_dns(bytes)); }

// id 0x1234, flags, then the counts.
Bytes message(const std::string& flags, const std::string& counts, const std::string& rest) {
  return from_hex("1234" + flags + counts + rest);
}
const std::string one_question = "0001000000000000", one_answer = "0001000100000000";
const std::string about_a =
    "0161"
    "00"
    "0001"
    "0001";  // the name "a", type A, class Internet

TEST(DnsName, IsReadAsPeopleWriteItAndComparedWithoutCase) {
  EXPECT_EQ(to_string(name("Boot.example.net")), "Boot.example.net");
  EXPECT_EQ(name("Boot.example.net."), name("bOOT.EXAMPLE.net"));
  EXPECT_NE(name("boot.example.net"), name("boot.example.org"));
  EXPECT_NE(name("ab.c"), name("a.bc")) << "the same letters, other labels";
  EXPECT_LT(name("a"), name("b"));
  EXPECT_TRUE(DnsName::parse(std::string(63, 'a') + ".net"));
  for (const auto& wrong : {std::string(), std::string("."), std::string("a..b"), std::string(".a"),
                            std::string("a b"), std::string("a/b"), std::string(64, 'a')})
    EXPECT_FALSE(DnsName::parse(wrong)) << wrong;
}

TEST(DnsName, HoldsAtMost255Octets) {
  DnsName long_name;
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(long_name.append(std::string(63, 'x')));
  EXPECT_FALSE(long_name.append(std::string(62, 'x')));
  EXPECT_TRUE(long_name.append(std::string(61, 'x')));
  EXPECT_EQ(long_name.labels().size() + 1, DnsName::longest);
}

TEST(DnsName, PrintsStrangeOctetsAsNumbers) {
  DnsName strange;
  EXPECT_EQ(to_string(strange), ".");
  EXPECT_TRUE(strange.append(std::string("a.\\\0\n", 5)));
  EXPECT_TRUE(strange.append("net"));
  EXPECT_EQ(to_string(strange), "a\\046\\092\\000\\010.net");
}

// An answer of dnsmasq 2.89: an alias and its address, both names compressed.
TEST(DnsMessage, ReadsAnotherServersAnswer) {
  const auto answer =
      read(from_hex("12348580000100020000000004626f6f74076578616d706c65036e65740000010001c00c0005000100000000001103"
                    "777777076578616d"
                    "706c65036e657400c02e00010001000000000004c1a4fdfa"));
  EXPECT_EQ(answer.id, 0x1234);
  EXPECT_TRUE(answer.response && answer.authoritative && answer.recursion_desired && answer.recursion_available);
  EXPECT_FALSE(answer.truncated);
  EXPECT_EQ(answer.result, DnsResult::no_error);
  EXPECT_EQ(answer.question, (DnsQuestion{name("boot.example.net")}));
  EXPECT_EQ(answer.answers,
            (std::vector<DnsRecord>{{name("boot.example.net"), 0, name("www.example.net")},
                                    {name("www.example.net"), 0, Ipv4Address(193, 164, 253, 250)}}));
}

TEST(DnsMessage, ReadsANameError) {
  const auto answer = read(from_hex("123481830001000000000000076e6f7768657265076578616d706c65036e65740000010001"));
  EXPECT_EQ(answer.result, DnsResult::name_error);
  EXPECT_EQ(to_string(answer.result), "NXDOMAIN");
  EXPECT_TRUE(answer.answers.empty());
}

TEST(DnsMessage, WritesWhatItReads) {
  DnsMessage query;
  query.id = 0xbeef;
  query.recursion_desired = true;
  query.question = {name("boot.example.net"), dns_type::aaaa};
  EXPECT_EQ(hex(encode(query)), "beef0100000100000000000004626f6f74076578616d706c65036e657400001c0001");
  EXPECT_EQ(read(encode(query)), query);

  auto answer = query;
  answer.response = answer.authoritative = answer.recursion_available = true;
  answer.result = DnsResult::refused;
  answer.opcode = 2;
  answer.answers = {{name("BOOT.example.net"), 60, name("www.example.net")},
                    {name("www.example.net"), 0xffffffff, Ipv4Address(10, 0, 0, 1)}};
  EXPECT_EQ(read(encode(answer)), answer);
}

TEST(DnsMessage, RepeatsTheQuestionsNameByAPointer) {
  DnsMessage answer;
  answer.question.name = name("a");
  answer.answers = {{name("a"), 60, Ipv4Address(1, 2, 3, 4)}};
  EXPECT_EQ(hex(encode(answer)),
            "0000000000010001000000000161000001"
            "0001c00c000100010000003c000401020304");
}

TEST(DnsMessage, LeavesOutWhatDoesNotFitAndSaysSo) {
  DnsMessage answer;
  answer.question.name = name("a");
  answer.answers.assign(100, {name("a"), 60, Ipv4Address(1, 2, 3, 4)});
  const auto bytes = encode(answer);
  EXPECT_LE(bytes.size(), 512U);
  EXPECT_GT(bytes.size(), 512U - 16U);
  EXPECT_TRUE(read(bytes).truncated);
  EXPECT_EQ(read(bytes).answers.size(), 30U);
}

TEST(DnsMessage, PassesOverRecordsOfOtherKinds) {
  const auto text = message("8180", "0001000200000001",
                            about_a +
                                "c00c"
                                "0010"
                                "0001"
                                "00000000"
                                "0002"
                                "0178" +  // TXT
                                "c00c"
                                "0001"
                                "0003"
                                "00000000"
                                "0001"
                                "ff" +  // class CHAOS
                                "00"
                                "0029"
                                "04d0"
                                "00000000"
                                "0000");  // EDNS
  EXPECT_TRUE(read(text).answers.empty());
}

TEST(DnsMessage, IsRefusedWhereItEndsTooEarly) {
  const auto whole = message("8180", one_answer,
                             about_a +
                                 "c00c"
                                 "0001"
                                 "0001"
                                 "00000000"
                                 "0004"
                                 "01020304");
  EXPECT_EQ(read(whole).answers.size(), 1U);
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(fault(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))), DnsFault::truncated)
        << size;
}

TEST(DnsMessage, IsRefusedWithNamesThatLoopOrLeadForward) {
  EXPECT_EQ(fault(message("0100", one_question,
                          "c00c"
                          "0001"
                          "0001")),
            DnsFault::bad_name)
      << "to itself";
  EXPECT_EQ(fault(message("0100", one_question,
                          "0161c00c"
                          "0001"
                          "0001")),
            DnsFault::bad_name)
      << "to its begin";
  EXPECT_EQ(fault(message("0100", one_question,
                          "c012"
                          "0001"
                          "0001"
                          "0161"
                          "00")),
            DnsFault::bad_name)
      << "forward";
  EXPECT_EQ(fault(message("0100", one_question,
                          "c000"
                          "0001"
                          "0001")),
            DnsFault::bad_name)
      << "into the header";
  EXPECT_EQ(fault(message("0100", one_question,
                          "4161"
                          "00"
                          "0001"
                          "0001")),
            DnsFault::bad_name)
      << "label type 01";
  EXPECT_EQ(fault(message("8180", one_answer,
                          about_a + "c013"
                                    "0001"
                                    "0001"
                                    "00000000"
                                    "0000")),
            DnsFault::bad_name);
}

TEST(DnsMessage, IsRefusedWithANameOverlong) {
  std::string labels;
  for (int i = 0; i < 128; ++i) labels += "0161";
  EXPECT_EQ(fault(message("0100", one_question,
                          labels + "00"
                                   "0001"
                                   "0001")),
            DnsFault::bad_name);
}

TEST(DnsMessage, IsRefusedWithoutOneQuestionOrWithARecordOfTheWrongLength) {
  EXPECT_EQ(fault(message("0100", "0000000000000000", "")), DnsFault::not_one_question);
  EXPECT_EQ(fault(message("0100", "0002000000000000", about_a + about_a)), DnsFault::not_one_question);
  EXPECT_EQ(fault(message("8180", one_answer,
                          about_a + "c00c"
                                    "0001"
                                    "0001"
                                    "00000000"
                                    "0005"
                                    "0102030405")),
            DnsFault::bad_record);
  EXPECT_EQ(fault(message("8180", one_answer,
                          about_a + "c00c"
                                    "0005"
                                    "0001"
                                    "00000000"
                                    "0003"
                                    "c00c00")),
            DnsFault::bad_record);
}

TEST(DnsMessage, MayGetAnotherId) {
  const auto query = message("0100", one_question, about_a);
  EXPECT_EQ(read(with_dns_id(query, 0x4321)).id, 0x4321);
  EXPECT_EQ(read(with_dns_id(query, 0x4321)).question, read(query).question);
}

}  // namespace
}  // namespace net
