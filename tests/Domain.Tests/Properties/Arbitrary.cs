using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

/// <summary>Commands that are mostly sensible for the state they meet, and sometimes not.</summary>
internal static partial class Arbitrary
{
    private static readonly string[] Bodies = ["vn-db", "vn-db", "vn-db", "la-psl", "la-odx", "la-lpb", "la-lpb", "vn", "la", "la-bko"];
    private static readonly string?[] Units = ["person", "VND", "USD"];
    private static readonly string[] Names = ["imports", "exports"];

    public static Actor Actor(Choices choices, Command command)
    {
        if (ActorOf(choices, command) is { } sensible)
            return sensible;
        if (command is NoteAgreement or NoteObligation or NoteSuccessor or ExpireAgreement or CarryForward && choices.Often(80))
            return CoopGrains.Contracts.Actor.System;
        if (command is RegisterProvince or RegisterAgency or AppointUser ? choices.Often(40) : choices.Often(2))
            return World.Operator;
        if (ArbitraryRegister.IsOne(command) && choices.Often(85))
            return World.Who("vn-db");
        // Of shared figures hardly any would else be confirmed, let alone reversed.
        if (command is ConfirmEntry && choices.Often(40))
            return World.Who(choices.Pick(["vn", "la"]));
        if (command is AgreeToCommitment or CancelCommitment or WithdrawCancellation or CoopGrains.Contracts.SetTarget && choices.Often(60))
            return World.Who(choices.Pick(["vn-db", "la", "la-psl", "la-odx", "la-lpb"]));
        if (command is ReverseEntry or MarkDuplicate && choices.Often(60))
            return World.Who("vn-db");
        var roles = choices.Often(85) ? World.All : (Roles)choices.Next(64);
        return World.Who(choices.Pick(Bodies), roles, choices.Pick(["an", "binh"]), cleared: choices.Often(50));
    }

    public static Command ForProgram(Choices choices, ProgramBook state) => !state.Exists || choices.Often(2)
        ? new OpenProgram
        {
            Title = World.Vi("Hợp tác"),
            Agreement = choices.Often(70) ? World.Terms.Agreement : null,
            Parties = World.Network,
            Restricted = choices.Often(10),
        }
        : choices.Next(40) switch
        {
            0 => new SuspendProgram { Reason = Reason(choices) },
            1 or 2 => new ResumeProgram { Reason = Reason(choices) },
            3 when choices.Often(15) => new CloseProgram { Reason = Reason(choices), Successor = choices.Often(50) ? BookKey.Program("next") : null, SuccessorIsSeen = true, SuccessorParties = World.Network },
            4 => new NoteAgreement { Terms = World.Terms with { Version = choices.Next(40), State = choices.Often(95) ? AgreementState.InForce : choices.Pick(Enum.GetValues<AgreementState>()) } },
            5 => new RaiseConflict
            {
                Title = World.Vi("Số"),
                About = choices.Often(50) ? null : "commitments/c" + choices.Next(30),
                Readings = Enumerable.Range(0, 1 + choices.Next(3)).Select(i => new Reading
                {
                    Text = World.Vi("nguồn " + i),
                    Sources = [new() { Source = "S0", Quote = "30" }],
                }).ToValueList(),
            },
            6 => new ResolveConflict { Conflict = choices.PickOr(state.Conflicts, null)?.Id ?? "none", Reason = Reason(choices) },
            _ => AboutCommitments(choices, state.Commitments),
        };

    public static Command ForAgreement(Choices choices, AgreementBook state)
    {
        ValueList<string> parties = choices.Often(60) ? ["vn-db", "la-psl"] : World.Network;
        if (!state.Exists || choices.Often(2))
            return choices.Often(70)
                ? Books.Draft(parties) with { Restricted = choices.Often(10), Predecessor = choices.Often(20) ? World.Terms.Agreement : null }
                : Books.Stated(choices.Often(70) ? World.Years(2024, 2027) : null) with { Parties = parties };
        var revision = choices.Often(90) ? state.Revision : choices.Next(4);
        return choices.Next(28) switch
        {
            0 => new EditText { Revision = revision, Text = Books.Text(choices.Pick(["Biên bản", "Thỏa thuận"])) },
            1 or 2 or 3 or 4 => new AcceptText { Revision = revision },
            5 => new UnlockText { Reason = Reason(choices) },
            6 or 7 or 8 or 9 => Books.Signature with { DatedOn = PartialDate.OfYear(2024 + choices.Next(4)) },
            10 when choices.Often(20) => new WithdrawDraft { Reason = Reason(choices) },
            11 => new SuspendAgreement { Reason = Reason(choices) },
            12 or 13 => new ResumeAgreement { Reason = Reason(choices) },
            14 when choices.Often(30) => new TerminateAgreement { Reason = Reason(choices) },
            16 => new ExpireAgreement
            {
                EndedOn = PartialDate.Of(EndRules.DueOn(state) is { } due && choices.Often(90) ? due.AddDays(-1) : new(2026, 12, 31)),
            },
            19 or 20 or 21 or 22 => Amending(choices, state),
            23 when choices.Often(40) => choices.Often(60) ? new SignOffReview { Findings = Reason(choices) } : new ReopenReview { Reason = Reason(choices) },
            24 when choices.Often(40) => choices.Next(3) switch
            {
                0 => new WithdrawSignOff { Reason = Reason(choices) },
                1 => new WithdrawReopening { Reason = Reason(choices) },
                _ => new WithdrawReversion { Reason = Reason(choices) },
            },
            17 or 18 => new RevertEnd { Reason = Reason(choices) },
            15 => new NoteSuccessor { Successor = BookKey.Agreement("next-" + choices.Next(3)) },
            _ => AboutCommitments(choices, state.Commitments),
        };
    }

    public static Command Amending(Choices choices, AgreementBook state)
    {
        var number = choices.PickOr(state.Amendments, null)?.Number ?? 1;
        return choices.Next(6) switch
        {
            0 => new ProposeAmendment
            {
                Revision = choices.Often(80) ? state.Revision : choices.Next(4),
                Reason = Reason(choices),
                Changes = choices.Often(50)
                    ? [new() { Field = "term", Term = World.Years(state.Text?.Term?.From.Year ?? 2025, 2027 + choices.Next(3)) }]
                    : [new() { Field = "clauses/c" + choices.Next(3), Text = choices.Often(80) ? World.Vi("Điều " + choices.Next(9)) : null, Removed = choices.Often(20) }],
            },
            1 or 2 => new AcceptAmendment { Number = number },
            3 or 4 => new SignAmendment
            {
                Number = number,
                SignedBy = "An",
                Office = World.Vi("Chủ tịch"),
                DatedOn = World.Date("2025"),
            },
            _ when choices.Often(20) => new WithdrawAmendment { Number = number, Reason = Reason(choices) },
            _ => new AcceptAmendment { Number = number },
        };
    }

    public static Command ForProvince(Choices choices, ProvinceBook state) => !state.Exists || choices.Often(2)
        ? Books.Registered
        : choices.Next(38) switch
        {
            >= 24 and var record => ArbitraryRegister.Command(choices, state, record - 24),
            0 => new SetNames { Revision = choices.Often(80) ? state.Revision : 9, Names = new() { Name = World.Vi("Điện Biên " + choices.Next(5)) } },
            1 or 2 => new RegisterAgency { Id = "vn-db-" + choices.Pick(["office", "health", "education", "!"]), Name = World.Vi("Sở") },
            3 or 4 or 5 => new AppointUser
            {
                Agency = "vn-db-" + choices.Pick(["office", "health", "none"]),
                User = choices.Pick(["an", "binh", "chi"]),
                Roles = choices.Often(50) ? Roles.Coordinator : (Roles)choices.Next(20),
                Cleared = choices.Often(20),
            },
            6 => new NoteObligation
            {
                Obligation = new()
                {
                    Book = BookKey.Program("p" + choices.Next(3)),
                    Commitment = "c1",
                    Title = World.Vi("x"),
                    Gives = choices.Often(50),
                    SourceVersion = choices.Next(9),
                },
            },
            _ => AboutCommitments(choices, state.Commitments),
        };
}
