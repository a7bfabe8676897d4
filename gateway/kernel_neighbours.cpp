#include "gateway/kernel_neighbours.hpp"

#include <arpa/inet.h>
#include <libmnl/libmnl.h>
#include <linux/neighbour.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <system_error>

namespace gateway {

namespace {

constexpr std::size_t most_waiting = 32768;  // octets in one call

int check(int result, const std::string& attempt) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), attempt);
  return result;
}

int index_of(const std::string& interface_name) {
  const auto index = if_nametoindex(interface_name.c_str());
  return check(index == 0 ? -1 : static_cast<int>(index), "look up " + interface_name);
}

net::FileDescriptor routing_socket(int flags) {
  net::FileDescriptor socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | flags, NETLINK_ROUTE));
  check(socket.number(), "open a routing socket");
  const int on = 1;  // refusals without the message that was refused
  check(::setsockopt(socket.number(), SOL_NETLINK, NETLINK_CAP_ACK, &on, sizeof on), "open a routing socket");
  return socket;
}

// A request about one entry, or, without an address, about all.
net::Bytes message(std::uint16_t type, std::uint16_t flags, int index, std::optional<net::Ipv4Address> address,
                   std::optional<net::MacAddress> mac) {
  alignas(nlmsghdr) std::array<std::uint8_t, 256> room{};
  auto* header = mnl_nlmsg_put_header(room.data());
  header->nlmsg_type = type;
  header->nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | flags);
  auto* entry = static_cast<ndmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ndmsg)));
  entry->ndm_family = AF_INET;
  entry->ndm_ifindex = index;
  entry->ndm_state = NUD_PERMANENT;
  if (address) {
    mnl_attr_put_u32(header, NDA_DST, htonl(address->number()));
    mnl_attr_put_u8(header, NDA_PROTOCOL, RTPROT_DHCP);
  }
  if (mac) mnl_attr_put(header, NDA_LLADDR, mac->bytes().size(), mac->bytes().data());
  return {room.begin(), room.begin() + header->nlmsg_len};
}

// What the kernel's table holds of ours.
struct Table {
  int index;
  std::vector<Neighbour> entries;
};

int keep_attribute(const nlattr* attribute, void* data) {
  auto& attributes = *static_cast<std::array<const nlattr*, NDA_MAX + 1>*>(data);
  const auto type = mnl_attr_get_type(attribute);
  if (type < attributes.size()) attributes.at(type) = attribute;
  return MNL_CB_OK;
}

int keep_entry(const nlmsghdr* header, void* data) {
  auto& table = *static_cast<Table*>(data);
  const auto* entry = static_cast<const ndmsg*>(mnl_nlmsg_get_payload(header));
  std::array<const nlattr*, NDA_MAX + 1> attributes{};
  mnl_attr_parse(header, sizeof *entry, keep_attribute, &attributes);
  const auto* address = attributes[NDA_DST];
  const auto* mac = attributes[NDA_LLADDR];
  const auto* protocol = attributes[NDA_PROTOCOL];
  net::MacAddress::Bytes bytes{};
  const bool ours = entry->ndm_ifindex == table.index && (entry->ndm_state & NUD_PERMANENT) != 0 &&
                    protocol != nullptr && mnl_attr_get_u8(protocol) == RTPROT_DHCP;
  if (!ours || address == nullptr || mnl_attr_get_payload_len(address) != 4) return MNL_CB_OK;
  if (mac == nullptr || mnl_attr_get_payload_len(mac) != bytes.size()) return MNL_CB_OK;
  std::memcpy(bytes.data(), mnl_attr_get_payload(mac), bytes.size());
  table.entries.push_back({net::Ipv4Address(ntohl(mnl_attr_get_u32(address))), net::MacAddress(bytes)});
  return MNL_CB_OK;
}

std::vector<Neighbour> entries_of(int index) {
  const std::string attempt = "read the neighbour table";
  const auto socket = routing_socket(0);
  const auto question = message(RTM_GETNEIGH, NLM_F_DUMP, index, std::nullopt, std::nullopt);
  check(static_cast<int>(::send(socket.number(), question.data(), question.size(), 0)), attempt);
  Table table{index, {}};
  net::Bytes room(65536);
  for (int more = MNL_CB_OK; more > MNL_CB_STOP;) {
    const auto size = ::recv(socket.number(), room.data(), room.size(), 0);
    check(static_cast<int>(size), attempt);
    more = check(mnl_cb_run(room.data(), static_cast<std::size_t>(size), 0, 0, keep_entry, &table), attempt);
  }
  std::ranges::sort(table.entries);
  return std::move(table.entries);
}

}  // namespace

KernelNeighbours::KernelNeighbours(net::AsioLoop& loop, const std::string& interface_name,
                                   std::function<void(std::string_view)> log)
    : loop_(loop),
      interface_index_(index_of(interface_name)),
      log_(std::move(log)),
      socket_(routing_socket(SOCK_NONBLOCK)),
      readable_(loop, socket_.number(), [this] { return hear(); }) {}

void KernelNeighbours::start_with(std::span<const Neighbour> all) {
  std::vector<Neighbour> wanted(all.begin(), all.end()), there;
  std::ranges::sort(wanted);
  try {
    there = entries_of(interface_index_);
  } catch (const std::system_error& refusal) {
    refused(refusal.code().value());
  }
  const auto has_address = [](const std::vector<Neighbour>& sorted, net::Ipv4Address address) {
    const auto found = std::ranges::lower_bound(sorted, address, {}, &Neighbour::address);
    return found != sorted.end() && found->address == address;
  };
  for (const auto& entry : there)
    if (!has_address(wanted, entry.address)) remove(entry.address);
  for (const auto& entry : wanted)
    if (!std::ranges::binary_search(there, entry)) add(entry);
  flush();
}

void KernelNeighbours::add(const Neighbour& neighbour) {
  ++added_;
  put(message(RTM_NEWNEIGH, NLM_F_CREATE | NLM_F_REPLACE, interface_index_, neighbour.address, neighbour.mac));
}

void KernelNeighbours::remove(net::Ipv4Address address) {
  ++removed_;
  put(message(RTM_DELNEIGH, 0, interface_index_, address, std::nullopt));
}

void KernelNeighbours::put(net::Bytes message) {
  if (waiting_.empty()) flush_ = loop_.at(loop_.now(), [this] { flush(); });
  waiting_.insert(waiting_.end(), message.begin(), message.end());
  if (waiting_.size() > most_waiting) flush();
}

// The kernel takes each message on its own: one that it refuses does not hold up the others.
void KernelNeighbours::flush() {
  flush_ = net::Timer();
  if (waiting_.empty()) return;
  if (::send(socket_.number(), waiting_.data(), waiting_.size(), MSG_DONTWAIT) < 0) refused(errno);
  waiting_.clear();
}

bool KernelNeighbours::hear() {
  alignas(nlmsghdr) std::array<std::uint8_t, 8192> room{};
  const auto size = ::recv(socket_.number(), room.data(), room.size(), MSG_DONTWAIT);
  if (size < 0) {
    if (errno == EAGAIN || errno == EINTR) return true;
    refused(errno);  // ENOBUFS: more refusals than it could keep for us
    return errno == ENOBUFS;
  }
  auto left = static_cast<int>(size);
  for (const auto* header = reinterpret_cast<const nlmsghdr*>(room.data()); mnl_nlmsg_ok(header, left);
       header = mnl_nlmsg_next(header, &left)) {
    if (header->nlmsg_type != NLMSG_ERROR || mnl_nlmsg_get_payload_len(header) < sizeof(nlmsgerr)) continue;
    const auto* verdict = static_cast<const nlmsgerr*>(mnl_nlmsg_get_payload(header));
    const bool already_gone = verdict->error == -ENOENT && verdict->msg.nlmsg_type == RTM_DELNEIGH;
    if (verdict->error != 0 && !already_gone) refused(-verdict->error);
  }
  return true;
}

void KernelNeighbours::refused(int error) {
  ++refused_;
  if (std::exchange(last_refusal_, error) == error) return;
  log_("Neighbours: the kernel refuses: " + std::generic_category().message(error));
}

std::vector<std::pair<std::string, std::uint64_t>> KernelNeighbours::counters() const {
  return {{"neighbours added", added_}, {"neighbours removed", removed_}, {"neighbours refused", refused_}};
}

}  // namespace gateway
