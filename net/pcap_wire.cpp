#include "net/pcap_wire.hpp"

#include <pcap.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "net/readable.hpp"

namespace net {
namespace {

constexpr int frames_in_one_go = 64;  // then others of the loop have their turn
constexpr int largest_frame = 65535;
constexpr int kernel_buffer = 16 << 20;  // octets

struct Close {
  void operator()(pcap_t* capture) const { pcap_close(capture); }
};
using Capture = std::unique_ptr<pcap_t, Close>;

int errno_of(int status) {
  switch (status) {
    case PCAP_ERROR_NO_SUCH_DEVICE: return ENODEV;
    case PCAP_ERROR_PERM_DENIED: return EPERM;
    case PCAP_ERROR_IFACE_NOT_UP: return ENETDOWN;
    default: return EIO;
  }
}

[[noreturn]] void refuse(const std::string& what, int status, const std::string& detail) {
  const auto sentence = detail.empty() ? what : what + " (" + detail + ")";
  throw std::system_error(errno_of(status), std::generic_category(), sentence);
}

Capture open_capture(const std::string& name) {
  const auto what = "capture on " + name;
  std::array<char, PCAP_ERRBUF_SIZE> error{};
  Capture capture(pcap_create(name.c_str(), error.data()));
  if (!capture) refuse(what, PCAP_ERROR, error.data());
  pcap_set_snaplen(capture.get(), largest_frame);
  pcap_set_promisc(capture.get(), 1);  // the hosts behind this wire have MACs of their own
  pcap_set_immediate_mode(capture.get(), 1);
  pcap_set_buffer_size(capture.get(), kernel_buffer);
  if (const int status = pcap_activate(capture.get()); status < 0) refuse(what, status, pcap_geterr(capture.get()));
  if (pcap_datalink(capture.get()) != DLT_EN10MB) refuse(what, PCAP_ERROR, "not Ethernet");
  if (pcap_setdirection(capture.get(), PCAP_D_IN) < 0) refuse(what, PCAP_ERROR, pcap_geterr(capture.get()));
  if (pcap_setnonblock(capture.get(), 1, error.data()) < 0) refuse(what, PCAP_ERROR, error.data());
  return capture;
}

void set_filter(pcap_t* capture, const std::string& filter) {
  bpf_program program{};
  if (pcap_compile(capture, &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) < 0) {
    throw std::invalid_argument("capture filter '" + filter + "': " + pcap_geterr(capture));
  }
  const int status = pcap_setfilter(capture, &program);
  pcap_freecode(&program);
  if (status < 0) refuse("set the capture filter", status, pcap_geterr(capture));
}

}  // namespace

class PcapWire::Machine {
 public:
  Machine(AsioLoop& loop, Capture capture)
      : capture_(std::move(capture)),
        readable_(loop, pcap_get_selectable_fd(capture_.get()), [this] { return drain(); }) {}

  void send(BytesView frame) {
    if (pcap_inject(capture_.get(), frame.data(), frame.size()) < 0) ++refused_;
  }

  [[nodiscard]] std::uint64_t dropped() const {
    pcap_stat statistics{};
    pcap_stats(capture_.get(), &statistics);
    return refused_ + statistics.ps_drop;
  }

  Receiver receiver;

 private:
  // False when the interface is gone and there is nothing to wait for.
  bool drain() {
    for (int i = 0; i < frames_in_one_go; ++i) {
      pcap_pkthdr* header = nullptr;
      const u_char* bytes = nullptr;
      const int status = pcap_next_ex(capture_.get(), &header, &bytes);
      if (status != 1) return status == 0;
      const auto to = receiver;  // it may be replaced while it runs
      if (to) to(BytesView(bytes, header->caplen));
    }
    return true;
  }

  Capture capture_;
  std::uint64_t refused_ = 0;
  Readable readable_;
};

PcapWire::PcapWire(AsioLoop& loop, const std::string& interface_name, const std::string& filter) {
  auto capture = open_capture(interface_name);
  set_filter(capture.get(), filter);
  machine_ = std::make_unique<Machine>(loop, std::move(capture));
}
PcapWire::~PcapWire() = default;

void PcapWire::send(BytesView frame) { machine_->send(frame); }
void PcapWire::on_frame(Receiver receiver) { machine_->receiver = std::move(receiver); }
std::uint64_t PcapWire::dropped() const { return machine_->dropped(); }

}  // namespace net
