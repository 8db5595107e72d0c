using System.Text.Json;
using CoopGrains.Contracts;

namespace CoopGrains.Domain;

/// <summary>The state of one kind of book: an immutable value, the fold of the book's history.</summary>
public interface IBookState<TSelf>
    where TSelf : class, IBookState<TSelf>
{
    /// <summary>The kind of book.</summary>
    static abstract BookKind Kind { get; }

    /// <summary>The state before the first event.</summary>
    static abstract TSelf Empty { get; }

    /// <summary>The number of the shape that <see cref="Write"/> gives; a snapshot of another shape is not read but folded anew.</summary>
    static abstract int SnapshotSchema { get; }

    /// <summary>Decides a command. Total: every command gets an answer, and business reasons never throw.</summary>
    static abstract Decision Decide(TSelf state, Command command, Context context);

    /// <summary>The state after an event. An event that this kind of book does not know is a defect and throws.</summary>
    static abstract TSelf Evolve(TSelf state, Event happened);

    /// <summary>The state as text.</summary>
    static abstract string Write(TSelf state);

    /// <summary>The state as the next value of a longer text.</summary>
    static abstract void Write(TSelf state, Utf8JsonWriter writer);

    /// <summary>The state of a text that <see cref="Write"/> made.</summary>
    static abstract TSelf Read(ReadOnlySpan<byte> utf8);

    /// <summary>True once the book's first event has happened.</summary>
    bool Exists { get; }

    /// <summary>True when only cleared users of its parties may see it; fixed by the first event.</summary>
    bool Restricted { get; }

    /// <summary>The provinces and national bodies it concerns.</summary>
    ValueList<string> Parties { get; }

    /// <summary>Its commitments.</summary>
    CommitmentLedgers Commitments { get; }

    /// <summary>Where its sources disagree.</summary>
    ValueList<SourceConflict> Conflicts { get; }

    /// <summary>Documents that belong to it.</summary>
    ValueList<Attachment> Attachments { get; }

    /// <summary>Who was let read it for a time; ended ones may be among them.</summary>
    ValueList<AccessGrant> Grants => default;
}

/// <summary>Who may see a book: the one place that says so.</summary>
public static class Visibility
{
    /// <summary>Open books are for all; in restricted ones cleared users of a party take part, and the courier.</summary>
    public static bool CanTakePart(bool restricted, ValueList<string> parties, Actor actor) =>
        !restricted || actor.Has(Roles.System) || (actor.Cleared && parties.Contains(actor.Body));

    /// <summary>Those who take part, and whoever was let read it for a time.</summary>
    public static bool CanSee<TState>(TState book, Actor actor, DateTimeOffset now)
        where TState : class, IBookState<TState> =>
        CanTakePart(book.Restricted, book.Parties, actor) || AccessRules.InForce(book.Grants, actor.Agency, actor.User, now) is not null;

    /// <summary>The same where there is no clock: what the actor was let read has been looked up.</summary>
    public static bool CanSee(BookKey book, bool restricted, ValueList<string> parties, Actor actor) =>
        CanTakePart(restricted, parties, actor) || actor.Granted.Contains(book);

    /// <summary>Why the book takes no command of the actor: hidden from it, or only to be read; null when it does.</summary>
    internal static Decision? Refuses<TState>(TState book, Context context)
        where TState : class, IBookState<TState>
    {
        if (!book.Exists || !CanSee(book, context.Actor, context.Now))
            return Decision.Refuse(RefusalCodes.Unknown);
        return CanTakePart(book.Restricted, book.Parties, context.Actor) ? null : Decision.Refuse(RefusalCodes.ReadsOnly);
    }
}
