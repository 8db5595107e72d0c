using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace Domain.Tests;

internal static partial class Arbitrary
{
    private static readonly Command Nothing = new AcknowledgeCase { Case = "none" };

    /// <summary>Who would send such a command, so that trials get somewhere; null when anybody.</summary>
    public static Actor? ActorOf(Choices choices, Command command) => command switch
    {
        EscalateCase { Due: not null } => CoopGrains.Contracts.Actor.System,
        RaiseCase { Kind: CaseKind.Question or CaseKind.Recommendation } when choices.Often(80) => CasePlay.Council,
        ReopenCase { Due: not null } or CloseCase { Note: "taken back" } when choices.Often(80) => CasePlay.Council,
        RaiseCase or AcknowledgeCase or ProposeResolution or CloseCase or ReopenCase or ReplyToCase or CompleteAction or VerifyAction or DeliverCase
            when choices.Often(80) => World.Who(choices.Pick(["vn-db", "la-psl"]), user: choices.Pick(["an", "binh"])),
        _ => null,
    };

    public static Command Raise(Choices choices)
    {
        var kind = choices.Pick(Enum.GetValues<CaseKind>());
        var asked = kind is CaseKind.Question or CaseKind.Recommendation;
        var raise = CasePlay.Raise(kind, asked || choices.Often(30) ? "2199" : null);
        return kind == CaseKind.Issue && choices.Often(50)
            ? raise
            : raise with { To = [new() { Party = choices.Pick(["vn-db", "la-psl"]) }], TwoSided = kind == CaseKind.ActionPoint && choices.Often(50) };
    }

    public static Command AboutCase(Choices choices, Case one)
    {
        var id = one.Id;
        var due = CaseTimes.SilentOn(one) is { } day ? PartialDate.Of(day) : PartialDate.OfYear(2025);
        if (choices.Often(8))
            return new EscalateCase { Case = id, Reason = "im lặng", Due = choices.Often(80) ? due : null };
        return (one.Kind, choices.Next(4)) switch
        {
            (CaseKind.Issue, 0) => new AcknowledgeCase { Case = id },
            (CaseKind.Issue, 1) => new ProposeResolution { Case = id, Text = CasePlay.Words },
            (CaseKind.Issue, 2) => new CloseCase { Case = id, Note = "xong" },
            (CaseKind.Issue, _) => choices.Often(40) ? new ReopenCase { Case = id, Reason = "chưa" } : new RevertEscalation { Case = id, Reason = "chờ" },
            (CaseKind.Exchange, 0) => new DeliverCase { Case = id },
            (CaseKind.Exchange, _) => new AcknowledgeCase { Case = id },
            (CaseKind.ActionPoint, 0 or 1) => new CompleteAction { Case = id, Note = "xong" },
            (CaseKind.ActionPoint, 2) => new VerifyAction { Case = id },
            (CaseKind.ActionPoint, _) => choices.Often(50) ? new CloseCase { Case = id, Note = "xong" } : new ReopenCase { Case = id, Reason = "chưa" },
            (_, 0 or 1) => new ReplyToCase { Case = id, Text = CasePlay.Words },
            (_, 2) => choices.Often(30) ? new CloseCase { Case = id, Note = "taken back" } : Nothing,
            _ => new ReopenCase { Case = id, Reason = "chưa trả lời", Due = PartialDate.OfYear(2199) },
        };
    }
}
