#include <cstdlib>

#include "net/dns_message.hpp"

// What decodes must encode to something that decodes to the same, as far as it fits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto first = net::decode_dns({data, size});
  if (const auto* message = std::get_if<net::DnsMessage>(&first)) {
    const auto again = std::get<net::DnsMessage>(net::decode_dns(net::encode(*message)));
    const bool cut = again.truncated && !message->truncated;
    if (!cut && !message->truncated && again != *message) std::abort();
    if (again.question != message->question || again.id != message->id) std::abort();
    static_cast<void>(to_string(message->question.name));
  }
  return 0;
}
