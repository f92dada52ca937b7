#include "reading/confined/warden.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>

namespace comity::reading {
namespace {

using std::chrono::seconds;

Limits tight() {
  Limits limits;
  limits.memory_bytes = std::uint64_t{256} << 20;
  limits.cpu = seconds(2);
  limits.wall = seconds(10);
  limits.output_bytes = 1 << 20;
  return limits;
}

struct Probed {
  Outcome outcome;
  std::string output;
  ReadEnd end = ReadEnd::closed;
};

Deadline in(seconds time) { return std::chrono::steady_clock::now() + time; }

class WardenTest : public testing::Test {
 protected:
  static Warden started() {
    auto warden = Warden::start(tight(), Probes::allowed);
    EXPECT_TRUE(warden);
    return *std::move(warden);
  }

  Probed probe(const std::string& command, seconds time = seconds(10)) {
    auto pipe = make_pipe();
    auto input = memory_file("the input");
    TaskArguments arguments;
    arguments.command = command;
    auto running = warden_.run(Task::probe, arguments, input->get(), pipe->second.get());
    EXPECT_TRUE(running);
    pipe->second.reset();
    Probed out;
    out.end = read_to_end(pipe->first.get(), tight().output_bytes, out.output, in(time));
    pipe->first.reset();
    out.outcome = running->wait(in(out.end == ReadEnd::timeout ? seconds(0) : time));
    return out;
  }

  Warden warden_ = started();
};

TEST_F(WardenTest, SaysWhichLayersHold) {
  const auto holds = warden_.confinement();
  EXPECT_TRUE(holds.limits);
  EXPECT_TRUE(holds.seccomp);
}

TEST_F(WardenTest, WhatReadsGivesWayToWhatPeopleWaitFor) {
  // proc(5): after "PID (NAME)" the 17th field is the nice value, the 39th the policy.
  const auto probed = probe("read line < /proc/self/stat; set -- ${line#*) }; echo ${17} ${39}");
  const int own = getpriority(PRIO_PROCESS, 0);
  EXPECT_EQ(probed.output,
            std::to_string(std::min(own + 4, 19)) + " " + std::to_string(SCHED_BATCH) + "\n");
}

TEST_F(WardenTest, RunsWhatItIsTold) {
  const auto probed = probe("read line; echo got $line");
  EXPECT_EQ(probed.outcome.ending, Ending::finished);
  EXPECT_EQ(probed.output, "got the input\n");
}

TEST_F(WardenTest, TellsFailureFromCrash) {
  EXPECT_EQ(probe("exit 3").outcome.status, 3);
  EXPECT_EQ(probe("exit 3").outcome.ending, Ending::failed);
}

TEST_F(WardenTest, EndsWhatLoops) {
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(probe("while :; do :; done").outcome.ending, Ending::too_long);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(60)) << "by itself it never ends";
}

TEST_F(WardenTest, EndsWhatSleepsAtItsDeadline) {
  const auto start = std::chrono::steady_clock::now();
  // Reading from a pipe that nobody writes; the shell cannot start `sleep`.
  EXPECT_EQ(probe("read x < /dev/zero; while read x < /dev/null; do :; done; kill -STOP $$;"
                  "while :; do :; done",
                  seconds(1))
                .outcome.ending,
            Ending::too_long);
  EXPECT_LT(std::chrono::steady_clock::now() - start, seconds(60)) << "by itself it never ends";
}

TEST_F(WardenTest, LimitsMemory) {
  const auto probed = probe("x=0123456789abcdef; while :; do x=$x$x; done; echo lived");
  EXPECT_NE(probed.outcome.ending, Ending::finished);
  EXPECT_THAT(probed.output, testing::Not(testing::HasSubstr("lived")));
}

TEST_F(WardenTest, StopsAFlood) {
  const auto probed = probe("while :; do echo 0123456789012345678901234567890123456789; done");
  EXPECT_EQ(probed.end, ReadEnd::too_large);
  EXPECT_NE(probed.outcome.ending, Ending::finished);
}

TEST_F(WardenTest, StartsNoOtherProcess) {
  EXPECT_NE(probe("(echo child); echo end").outcome.ending, Ending::finished);
}

TEST_F(WardenTest, WritesNoFile) {
  const auto probed = probe("echo x > /tmp/comity-probe && echo written");
  EXPECT_THAT(probed.output, testing::Not(testing::HasSubstr("written")));
}

TEST_F(WardenTest, OpensNoSocket) {
  // A program that only looks up names needs a socket for it.
  const auto probed = probe("exec /usr/bin/getent ahosts localhost.invalid.example");
  EXPECT_NE(probed.outcome.ending, Ending::finished);
}

TEST_F(WardenTest, GivesNoEnvironmentAndNoOtherDescriptor) {
  const auto probed = probe("exec /bin/ls /proc/self/fd");
  EXPECT_EQ(probed.outcome.ending, Ending::finished) << probed.output;
  EXPECT_THAT(probed.output, testing::StartsWith("0\n1\n2\n3\n"));  // 3 is the folder itself
  EXPECT_THAT(probed.output, testing::Not(testing::HasSubstr("4\n")));
  EXPECT_THAT(probe("exec /usr/bin/env").output, testing::Not(testing::HasSubstr("HOME=")));
}

TEST_F(WardenTest, RefusesProbesUnlessAskedFor) {
  const auto warden = Warden::start(tight());
  ASSERT_TRUE(warden);
  auto pipe = make_pipe();
  TaskArguments arguments;
  arguments.command = "exit 0";
  auto running = warden->run(Task::probe, arguments, pipe->first.get(), pipe->second.get());
  ASSERT_TRUE(running);
  EXPECT_EQ(running->wait(in(seconds(5))).ending, Ending::not_started);
}

TEST_F(WardenTest, KillsWhatIsDropped) {
  auto pipe = make_pipe();
  auto input = memory_file("");
  {
    TaskArguments arguments;
    arguments.command = "while :; do :; done";
    auto running = warden_.run(Task::probe, arguments, input->get(), pipe->second.get());
    ASSERT_TRUE(running);
    pipe->second.reset();
  }
  std::string output;
  EXPECT_EQ(read_to_end(pipe->first.get(), 100, output, in(seconds(2))), ReadEnd::done);
}

}  // namespace
}  // namespace comity::reading
