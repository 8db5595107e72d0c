using CoopGrains.Contracts;

namespace CoopGrains.Domain;

internal static partial class Checks
{
    /// <summary>The longest list of references, days or people in one record.</summary>
    public const int MostOfARecord = 100;

    private const int LongestEvidence = 500;

    private static readonly string[] Schemes = ["javascript:", "vbscript:", "data:", "file:", "http:", "https:"];

    /// <summary>Ends in order; days that were seen are not in the future, and none lies outside the ends.</summary>
    public static Decision? Validity(Validity validity, DateOnly today, string pointer)
    {
        if (validity.From is { Year: 0 } || validity.To is { Year: 0 }
            || (validity is { From: { } from, To: { } to } && to.Last < from.First))
            return Decision.At(pointer, RefusalCodes.ValidityInvalid);
        if (validity.SeenOn.Count > MostOfARecord)
            return Decision.At(pointer + "/seenOn", RefusalCodes.TooManyItems, ("most", MostOfARecord));
        for (var i = 0; i < validity.SeenOn.Count; i++)
            if (validity.SeenOn[i] is var seen && (seen.Year == 0 || seen.First > today || !validity.MayHold(seen)))
                return Decision.At($"{pointer}/seenOn/{i}", RefusalCodes.ValidityInvalid);
        return null;
    }

    /// <summary>A time without an end may end on that day.</summary>
    /// <param name="validity">The time.</param>
    /// <param name="on">The day it is to end.</param>
    /// <param name="today">The civil date.</param>
    /// <param name="state">What it is called when it has ended.</param>
    /// <param name="needed">And before.</param>
    public static Decision? Ends(Validity validity, PartialDate on, DateOnly today, string state, string needed) =>
        Validity(validity with { To = on }, today, "/on")
        ?? (validity.To is { } ended ? Decision.Refuse(RefusalCodes.WrongState, ("state", $"{state} {ended}"), ("needed", needed)) : null);

    /// <summary>It stands elsewhere than in any of the states that this takes.</summary>
    public static Decision WrongState<TState>(TState now, params ReadOnlySpan<TState> needed)
        where TState : struct, Enum =>
        Decision.Refuse(RefusalCodes.WrongState, ("state", now), ("needed", needed.ToArray()));

    /// <summary>Areas of the tree, none twice.</summary>
    public static Decision? Areas(ValueList<string> areas, string pointer)
    {
        for (var i = 0; i < areas.Count; i++)
            if (AreaTree.Find(areas[i]) is null)
                return Decision.At($"{pointer}/{i}", RefusalCodes.AreaUnknown, ("id", areas[i]));
        return areas.Distinct().Count() == areas.Count ? null : Decision.At(pointer, RefusalCodes.ReferencesTwice);
    }

    /// <summary>References to records that exist, none twice and none to itself.</summary>
    public static Decision? References(ValueList<string> ids, string? self, Func<string, bool> exists, string pointer)
    {
        if (ids.Count > MostOfARecord)
            return Decision.At(pointer, RefusalCodes.TooManyItems, ("most", MostOfARecord));
        for (var i = 0; i < ids.Count; i++)
            if (ids[i] == self || !exists(ids[i]))
                return Decision.At($"{pointer}/{i}", RefusalCodes.ReferenceUnknown, ("id", ids[i]));
        return ids.Distinct().Count() == ids.Count ? null : Decision.At(pointer, RefusalCodes.ReferencesTwice);
    }

    /// <summary>A single reference, or none.</summary>
    public static Decision? Reference(string? id, string? self, Func<string, bool> exists, string pointer) =>
        id is null || (id != self && exists(id)) ? null : Decision.At(pointer, RefusalCodes.ReferenceUnknown, ("id", id));

    /// <summary>No way leads from a record back to itself.</summary>
    public static Decision? NoCircle(string self, ValueList<string> next, Func<string, ValueList<string>> onwards, string pointer)
    {
        var (open, seen) = (new Stack<string>(next), new HashSet<string>(StringComparer.Ordinal));
        while (open.TryPop(out var id))
        {
            if (id == self)
                return Decision.At(pointer, RefusalCodes.ReferencesCircle, ("id", self));
            if (seen.Add(id))
                foreach (var further in onwards(id))
                    open.Push(further);
        }
        return null;
    }

    /// <summary>The revision that an edit was made on is the current one.</summary>
    public static Decision? Revision(int given, int current, string fields, string now) => given == current
        ? null
        : Decision.Refuse(RefusalCodes.RevisionStale, ("revision", current), ("given", given), ("fields", fields), ("current", now));

    /// <summary>The fields that an edit would change.</summary>
    public static string Differing(params ReadOnlySpan<(string Field, bool Differs)> fields)
    {
        var differing = new List<string>();
        foreach (var (field, differs) in fields)
            if (differs)
                differing.Add(field);
        return string.Join(", ", differing);
    }

    /// <summary>An id that is free, made from the operation when none is asked for.</summary>
    public static (string Id, Decision? Refusal) NewId(string? asked, string prefix, Context context, Func<string, bool> exists, string pointer = "/id")
    {
        if (Id(asked, pointer) is { } invalid)
            return ("", invalid);
        var id = asked ?? DerivedIds.Within(prefix, context.Book.ToString(), context.OperationId);
        return (id, exists(id) ? Decision.Refuse(RefusalCodes.AlreadyExists, ("id", id)) : null);
    }

    /// <summary>Nothing that the command refers to outside the book was missing.</summary>
    public static Decision? Found(ValueList<MissingReference> missing) =>
        missing.IsEmpty ? null : Decision.At(missing[0].Pointer, RefusalCodes.ReferenceUnknown, ("id", missing[0].Id));

    /// <summary>What shows that something is so: hashes of documents that the caller may read, http links, or a few words.</summary>
    /// <param name="evidence">The references.</param>
    /// <param name="missing">Documents that were not found, looked up beforehand.</param>
    public static Decision? Evidence(ValueList<string> evidence, ValueList<MissingReference> missing)
    {
        if (evidence.Count > MostOfARecord)
            return Decision.At("/evidence", RefusalCodes.TooManyItems, ("most", MostOfARecord));
        for (var i = 0; i < evidence.Count; i++)
            if (string.IsNullOrWhiteSpace(evidence[i]))
                return Decision.At($"/evidence/{i}", RefusalCodes.TextMissing);
            else if (evidence[i].Length > LongestEvidence)
                return Decision.At($"/evidence/{i}", RefusalCodes.TextTooLong, ("longest", LongestEvidence));
            else if (!IsReference(evidence[i]))
                return Decision.At($"/evidence/{i}", RefusalCodes.EvidenceInvalid);
        return Found(missing);
    }

    // Whoever shows it may make a link of it: so it is a web address, or nothing that could be taken for markup or a script.
    private static bool IsReference(string text)
    {
        if (text.AsSpan().ContainsAny('<', '>') || text.Any(char.IsControl))
            return false;
        var isLink = text.Contains("://", StringComparison.Ordinal)
            || Schemes.Any(scheme => text.TrimStart().StartsWith(scheme, StringComparison.OrdinalIgnoreCase));
        return !isLink || (Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme is "http" or "https" && link.Host.Length > 0);
    }

    /// <summary>The path names a record that the book does not have.</summary>
    public static Decision ItemUnknown(string id) => Decision.Refuse(RefusalCodes.ItemUnknown, ("id", id));
}
