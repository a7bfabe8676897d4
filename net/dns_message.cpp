// Ours, not libtins': there a name is a text with dots, so that a label that holds one, or a zero, cannot be told
// from two, and letters of either case are two names.
#include "net/dns_message.hpp"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <utility>

namespace net {
namespace {

constexpr std::size_t header_size = 12, largest_over_udp = 512;
constexpr std::uint16_t response_bit = 0x8000, authoritative_bit = 0x0400, truncated_bit = 0x0200,
                        desired_bit = 0x0100, available_bit = 0x0080;
constexpr std::uint8_t pointer_mark = 0xc0;

// Reads unsigned numbers and names, most significant octet first. The first fault stays.
class Reader {
 public:
  explicit Reader(BytesView bytes) : bytes_(bytes) {}

  std::uint16_t number16() {
    if (!has(2)) return 0;
    at_ += 2;
    return static_cast<std::uint16_t>(bytes_[at_ - 2] << 8 | bytes_[at_ - 1]);
  }
  std::uint32_t number32() {
    const std::uint32_t high = number16();
    return high << 16 | number16();
  }
  void skip(std::size_t size) {
    if (has(size)) at_ += size;
  }
  DnsName name();

  [[nodiscard]] std::size_t place() const { return at_; }
  [[nodiscard]] const std::optional<DnsFault>& fault() const { return fault_; }
  void fail(DnsFault fault) {
    if (!fault_) fault_ = fault;
  }

 private:
  bool has(std::size_t size) {
    if (!fault_ && bytes_.size() - at_ < size) fault_ = DnsFault::truncated;
    return !fault_;
  }

  BytesView bytes_;
  std::size_t at_ = 0;
  std::optional<DnsFault> fault_;
};

// RFC 1035 §4.1.4. Each pointer leads further back than all before it: the walk ends.
DnsName Reader::name() {
  DnsName name;
  auto limit = at_;                   // pointers lead to before it
  std::optional<std::size_t> resume;  // after the first pointer
  while (has(1)) {
    const std::size_t size = bytes_[at_];
    if (size == 0) {
      at_ = resume.value_or(at_ + 1);
      return name;
    }
    if ((size & pointer_mark) == pointer_mark) {
      const std::size_t target = number16() & 0x3fffU;
      if (fault_) break;
      if (!resume) resume = at_;
      if (target >= limit || target < header_size) {
        fail(DnsFault::bad_name);
        break;
      }
      at_ = limit = target;
      continue;
    }
    if (size > DnsName::longest_label) fail(DnsFault::bad_name);
    if (!has(1 + size)) break;
    if (!name.append(as_text(bytes_.subspan(at_ + 1, size)))) fail(DnsFault::bad_name);
    at_ += 1 + size;
  }
  return {};
}

// One resource record (§4.1.3); kept when it is an A or CNAME of class Internet.
std::optional<DnsRecord> read_record(Reader& from) {
  DnsRecord record{from.name(), 0, Ipv4Address::any()};
  const auto type = from.number16();
  const auto record_class = from.number16();
  record.ttl = from.number32();
  const std::size_t size = from.number16();
  const auto begins = from.place();
  if (record_class != dns_class_internet || (type != dns_type::a && type != dns_type::cname)) {
    from.skip(size);
    return std::nullopt;
  }
  if (type == dns_type::a) {
    record.data = Ipv4Address(from.number32());
  } else {
    record.data = from.name();
  }
  if (from.place() - begins != size) from.fail(DnsFault::bad_record);
  return record;
}

void put16(Bytes& into, std::size_t number) {
  into.push_back(static_cast<std::uint8_t>(number >> 8));
  into.push_back(static_cast<std::uint8_t>(number));
}

void put32(Bytes& into, std::uint32_t number) {
  put16(into, number >> 16);
  put16(into, number & 0xffff);
}

void put(Bytes& into, const DnsName& name) {
  const auto labels = as_bytes(name.labels());
  into.insert(into.end(), labels.begin(), labels.end());
  into.push_back(0);
}

Bytes encoded(const DnsRecord& record, const DnsQuestion& question) {
  Bytes bytes;
  if (record.name.labels() == question.name.labels() && !record.name.is_root()) {
    put16(bytes, std::size_t{pointer_mark} << 8 | header_size);
  } else {
    put(bytes, record.name);
  }
  const auto* alias = std::get_if<DnsName>(&record.data);
  put16(bytes, alias != nullptr ? dns_type::cname : dns_type::a);
  put16(bytes, dns_class_internet);
  put32(bytes, record.ttl);
  if (alias != nullptr) {
    put16(bytes, alias->labels().size() + 1);
    put(bytes, *alias);
  } else {
    put16(bytes, 4);
    put32(bytes, std::get<Ipv4Address>(record.data).number());
  }
  return bytes;
}

std::uint16_t flags_of(const DnsMessage& message) {
  unsigned flags = unsigned{message.opcode} << 11 | static_cast<unsigned>(message.result);
  if (message.response) flags |= response_bit;
  if (message.authoritative) flags |= authoritative_bit;
  if (message.truncated) flags |= truncated_bit;
  if (message.recursion_desired) flags |= desired_bit;
  if (message.recursion_available) flags |= available_bit;
  return static_cast<std::uint16_t>(flags);
}

}  // namespace

std::string to_string(DnsResult result) {
  static constexpr std::array names{"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"};
  const auto number = static_cast<std::size_t>(result);
  return number < names.size() ? names[number] : fmt::format("RCODE{}", number);
}

std::string to_string(DnsFault fault) {
  switch (fault) {
    case DnsFault::truncated: return "it ends too early";
    case DnsFault::bad_name: return "a name in it cannot be read";
    case DnsFault::not_one_question: return "it does not hold one question";
    case DnsFault::bad_record: return "a record's length is wrong";
  }
  return "";
}

std::variant<DnsMessage, DnsFault> decode_dns(BytesView udp_payload) {
  if (udp_payload.size() < header_size) return DnsFault::truncated;
  Reader from(udp_payload);
  DnsMessage message;
  message.id = from.number16();
  const auto flags = from.number16();
  message.response = (flags & response_bit) != 0;
  message.opcode = flags >> 11 & 0xf;
  message.authoritative = (flags & authoritative_bit) != 0;
  message.truncated = (flags & truncated_bit) != 0;
  message.recursion_desired = (flags & desired_bit) != 0;
  message.recursion_available = (flags & available_bit) != 0;
  message.result = static_cast<DnsResult>(flags & 0xf);
  const auto questions = from.number16();
  const std::size_t answers = from.number16();
  const std::size_t authorities = from.number16();
  const std::size_t others = authorities + from.number16();
  if (questions != 1) return DnsFault::not_one_question;
  message.question.name = from.name();
  message.question.type = from.number16();
  message.question.record_class = from.number16();
  for (std::size_t i = 0; i < answers + others && !from.fault(); ++i) {
    auto record = read_record(from);
    if (record && i < answers) message.answers.push_back(std::move(*record));
  }
  if (from.fault()) return *from.fault();
  return message;
}

Bytes encode(const DnsMessage& message) {
  Bytes bytes;
  put16(bytes, message.id);
  put16(bytes, flags_of(message));
  for (const std::size_t count : {1U, 0U, 0U, 0U}) put16(bytes, count);
  put(bytes, message.question.name);
  put16(bytes, message.question.type);
  put16(bytes, message.question.record_class);
  std::uint8_t written = 0;  // a record takes 12 octets at least: fewer than 256 fit
  for (const auto& answer : message.answers) {
    const auto record = encoded(answer, message.question);
    if (bytes.size() + record.size() > largest_over_udp) {
      bytes[2] |= truncated_bit >> 8;
      break;
    }
    bytes.insert(bytes.end(), record.begin(), record.end());
    ++written;
  }
  bytes[7] = written;
  return bytes;
}

Bytes with_dns_id(BytesView message, std::uint16_t id) {
  assert(message.size() >= header_size);
  Bytes bytes(message.begin(), message.end());
  bytes[0] = static_cast<std::uint8_t>(id >> 8);
  bytes[1] = static_cast<std::uint8_t>(id);
  return bytes;
}

}  // namespace net
