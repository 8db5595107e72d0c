using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

public sealed class AgreementTransitionTests
{
    // Each cell: the events that Điện Biên's command gives in that state, or the code it is refused with.
    private const string Table = """
        state             | edit           | accept          | unlock       | sign            | withdraw       | suspend            | resume           | terminate
        missing           | unknown        | unknown         | unknown      | unknown         | unknown        | unknown            | unknown          | unknown
        draft             | textEdited     | textAccepted    | textNotAccepted | wrongState      | draftWithdrawn | wrongState         | wrongState       | wrongState
        halfAccepted      | textIsAccepted | textAccepted    | textUnlocked | wrongState      | draftWithdrawn | wrongState         | wrongState       | wrongState
        textAgreed        | textIsAccepted | alreadyAccepted | textUnlocked | agreementSigned | draftWithdrawn | wrongState         | wrongState       | wrongState
        partlySigned      | textIsAccepted | alreadyAccepted | textUnlocked | agreementSigned+agreementEnteredIntoForce | draftWithdrawn | wrongState | wrongState     | wrongState
        inForce           | wrongState     | alreadyAccepted | wrongState   | alreadySigned   | wrongState     | agreementSuspended | wrongState       | agreementTerminated
        expired           | wrongState     | alreadyAccepted | wrongState   | alreadySigned   | wrongState     | wrongState         | wrongState       | wrongState
        suspended         | wrongState     | alreadyAccepted | wrongState   | alreadySigned   | wrongState     | wrongState         | agreementResumed | agreementTerminated
        terminated        | wrongState     | alreadyAccepted | wrongState   | alreadySigned   | wrongState     | wrongState         | wrongState       | wrongState
        withdrawn         | wrongState     | wrongState      | wrongState   | wrongState      | wrongState     | wrongState         | wrongState       | wrongState
        inForceAsStated   | wrongState     | wrongState      | wrongState   | wrongState      | wrongState     | agreementSuspended | wrongState       | agreementTerminated
        expiredAsStated   | wrongState     | wrongState      | wrongState   | wrongState      | wrongState     | wrongState         | wrongState       | wrongState
        termNotStated     | wrongState     | wrongState      | wrongState   | wrongState      | wrongState     | agreementSuspended | wrongState       | agreementTerminated
        suspendedAsStated | wrongState     | wrongState      | wrongState   | wrongState      | wrongState     | wrongState         | agreementResumed | agreementTerminated
        """;

    private static readonly Dictionary<string, Command> Commands = new()
    {
        ["edit"] = new EditText { Revision = 1, Text = Books.Text("Biên bản sửa") },
        ["accept"] = new AcceptText { Revision = 1 },
        ["unlock"] = new UnlockText { Reason = "sửa lỗi" },
        ["sign"] = Books.Signature,
        ["withdraw"] = new WithdrawDraft { Reason = "không cần nữa" },
        ["suspend"] = new SuspendAgreement { Reason = "dịch bệnh" },
        ["resume"] = new ResumeAgreement { Reason = "hết dịch" },
        ["terminate"] = new TerminateAgreement { Reason = "thay bằng biên bản khác" },
    };

    public static TheoryData<string, string, string> Cells()
    {
        var rows = Table.Split('\n').Select(row => row.Split('|', StringSplitOptions.TrimEntries)).ToArray();
        var cells = new TheoryData<string, string, string>();
        foreach (var row in rows.Skip(1))
            for (var i = 1; i < row.Length; i++)
                cells.Add(row[0], rows[0][i], row[i]);
        return cells;
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public void Every_command_in_every_state_happens_or_is_refused_by_name(string state, string command, string expected)
    {
        var play = In(state);
        var before = AgreementBook.Write(play.State);
        var decision = play.Try(World.Db, Commands[command]);
        Assert.Equal(expected, decision.Refusal?.Code ?? string.Join('+', decision.Events.Select(EventCatalog.NameOf)));
        Assert.Equal(before, AgreementBook.Write(play.State));
        if (expected == RefusalCodes.WrongState)
        {
            var now = AgreementBook.StateOn(play.State, CivilTime.DateOf(play.Now));
            Assert.Equal(now.ToString(), decision.Refusal!.Detail("state"), ignoreCase: true);
            // Each that is named is one in which the command is taken.
            Assert.All(decision.Refusal!.Detail("needed").Split(", "), needed =>
                Assert.DoesNotContain(Expected(needed, command), (string[])[RefusalCodes.WrongState, ""]));
        }
    }

    [Fact]
    public void Whoever_is_no_coordinator_of_a_party_moves_nothing()
    {
        var play = In("inForce");
        foreach (var command in Commands.Values)
        {
            play.Refused(World.Lpb, command, RefusalCodes.NotOfTheProvince);
            play.Refused(World.Who("vn-db", Roles.Recorder | Roles.Confirmer | Roles.Overseer), command, RefusalCodes.RoleMissing);
            play.Refused(World.Operator, command, RefusalCodes.RoleMissing);
            play.Refused(Actor.System, command, RefusalCodes.RoleMissing);
        }
    }

    [Fact]
    public void A_reason_is_asked_for()
    {
        Assert.Equal("/reason", In("inForce").Refused(World.Db, new SuspendAgreement { Reason = " " }, RefusalCodes.TextMissing).Pointer);
        In("inForce").Refused(World.Db, new TerminateAgreement { Reason = "" }, RefusalCodes.TextMissing, "/reason");
        In("draft").Refused(World.Db, new WithdrawDraft { Reason = new('x', 5000) }, RefusalCodes.TextTooLong, "/reason");
        In("textAgreed").Refused(World.Db, new UnlockText { Reason = "" }, RefusalCodes.TextMissing, "/reason");
    }

    [Fact]
    public void Resuming_brings_back_what_was_suspended()
    {
        var play = In("suspended").Do(World.Db, Commands["resume"]);
        Assert.Equal(AgreementState.InForce, play.State.State);
        play = In("suspendedAsStated").Do(World.Db, Commands["resume"]);
        Assert.Equal(AgreementState.InForceAsStated, play.State.State);
    }

    [Fact]
    public void An_ended_agreement_takes_late_entries_but_none_for_later_windows()
    {
        var play = In("inForce").Do(World.Db, World.Commit("places", to: ["la-psl"]));
        play.Do(World.Db, Commands["terminate"]);
        play.Do(World.Db, World.Report("places", World.Of(30), "2025-03", "2025-04"));
        play.Now = World.At(2027, 3, 1);
        play.Refused(World.Db, World.Report("places", World.Of(30), "2027-01", "2027-02"), RefusalCodes.AgreementEnded);
    }

    // What the table says of the command in a state; something for those that the table reaches otherwise.
    private static string Expected(string state, string command) => Cells()
        .Where(cell => (string)cell[0] == state && (string)cell[1] == command).Select(cell => (string)cell[2]).DefaultIfEmpty("").First();

    private static Play<AgreementBook> In(string state)
    {
        if (state == "missing")
            return new(BookKey.Agreement("none"));
        if (state.EndsWith("Stated", StringComparison.Ordinal))
        {
            var stated = new Play<AgreementBook>(BookKey.Agreement("stated"))
                .Do(World.Db, Books.Stated(state switch { "termNotStated" => null, "expiredAsStated" => World.Years(2022, 2024), _ => World.Years(2025, 2027) }));
            return state == "suspendedAsStated" ? stated.Do(World.Psl, Commands["suspend"]) : stated;
        }
        var play = Books.Agreement();
        if (state == "withdrawn")
            return play.Do(World.Psl, Commands["withdraw"]);
        string[] path = ["draft", "halfAccepted", "textAgreed", "partlySigned", "inForce"];
        Command[] steps = [Commands["accept"], Commands["accept"], Books.Signature, Books.Signature];
        var target = Array.IndexOf(path, state) is var known and >= 0 ? known : 4;
        for (var i = 0; i < target; i++)
            play.Do(i % 2 == 0 ? World.Psl : World.Db, steps[i]);
        switch (state)
        {
            case "expired": play.Now = World.At(2028, 1, 1); break;
            case "suspended": play.Do(World.Psl, Commands["suspend"]); break;
            case "terminated": play.Do(World.Psl, Commands["terminate"]); break;
        }
        return play;
    }
}
