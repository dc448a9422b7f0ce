package org.quorate.quorum.votes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoteArithmeticTest {
    private static final int MANY = 60;

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3", "6, 4", "7, 4", "8, 5", "16, 9", "32, 17"})
    void aMajorityIsMoreThanHalf(int votes, int majority) {
        assertThat(VoteArithmetic.majority(votes)).isEqualTo(majority);
    }

    @Test
    void twoMajoritiesOverlapAndAMajorityLessOneDoesNot() {
        for (int votes = 1; votes <= 10_000; votes++) {
            int majority = VoteArithmetic.majority(votes);
            assertThat(2 * majority).isGreaterThan(votes);
            assertThat(2 * (majority - 1)).isLessThanOrEqualTo(votes);
        }
    }

    @Test
    void quorumIsTheMajorityOfWhatIsExpectedOrPresentAndNotBelowWhatItWas() {
        for (int expected = 1; expected <= MANY; expected++) {
            for (int present = 0; present <= MANY; present++) {
                for (int before = 0; before <= MANY; before++) {
                    int quorum = VoteArithmetic.quorum(false, 3, expected, present, before);
                    assertThat(quorum)
                            .isGreaterThanOrEqualTo(before)
                            .isGreaterThanOrEqualTo(VoteArithmetic.majority(expected))
                            .isGreaterThanOrEqualTo(VoteArithmetic.majority(present))
                            .isIn(before, VoteArithmetic.majority(expected), VoteArithmetic.majority(present));
                }
            }
        }
    }

    @Test
    void oneVoteIsEnoughWithTwoNodeUpToTwoVoters() {
        for (int expected = 1; expected <= MANY; expected++) {
            for (int before = 0; before <= MANY; before++) {
                assertThat(VoteArithmetic.quorum(true, 1, expected, 1, before)).isEqualTo(1);
                assertThat(VoteArithmetic.quorum(true, 2, expected, 2, before)).isEqualTo(1);
                assertThat(VoteArithmetic.quorum(true, 3, expected, 3, before))
                        .isEqualTo(VoteArithmetic.quorum(false, 3, expected, 3, before));
            }
        }
    }

    @Test
    void aTieNeverLeavesAMajorityOutside() {
        for (int expected = 1; expected <= MANY; expected++) {
            for (int survivors = 0; survivors <= expected; survivors++) {
                for (int lost = 0; lost <= expected - survivors; lost++) {
                    if (VoteArithmetic.isTie(survivors, lost, expected)) {
                        assertThat(survivors).isPositive().isEqualTo(expected / 2);
                        assertThat(lost).isLessThan(VoteArithmetic.majority(expected));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 4, true",
        "2, 1, 4, true",
        "2, 0, 4, true",
        "1, 3, 4, false",
        "3, 1, 4, false",
        "2, 2, 5, true",
        "2, 3, 5, false",
        "1, 1, 3, true",
        "1, 2, 3, false",
        "1, 1, 2, true",
        "0, 1, 1, false"
    })
    void halfOfWhatIsExpectedIsATieUnlessMoreWereLost(int survivors, int lost, int expected, boolean tie) {
        assertThat(VoteArithmetic.isTie(survivors, lost, expected)).isEqualTo(tie);
    }

    @Test
    void expectedVotesAreRefusedExactlyIfTheyAreTooFewOrWouldCostTheQuorum() {
        for (int expected = -1; expected <= MANY; expected++) {
            for (int present = 0; present <= MANY; present++) {
                int quorum = VoteArithmetic.quorum(false, 3, expected, present, 0);
                boolean tooFew = expected < 1 || expected < present;
                assertThat(VoteArithmetic.refusal(expected, present, false, quorum)
                                .isPresent())
                        .isEqualTo(tooFew);
                assertThat(VoteArithmetic.refusal(expected, present, true, quorum)
                                .isPresent())
                        .isEqualTo(tooFew || quorum > present);
            }
        }
    }
}
