using System.Collections.Immutable;
using System.Text.Json;
using CoopGrains.Contracts;
using CoopGrains.Domain;

namespace CoopGrains.Network;

/// <summary>
/// The entries of a book in few bytes: what several have alike is written once, so that a view of a million events is kept and read back
/// in a fraction of what its entries would take one by one.
/// </summary>
/// <remarks>
/// <c>{"alike":[entry…],"amounts":[…],"windows":[…],"ledgers":{"commitment":[id,number,ticks,alike,window,amount,…]}}</c>: an entry is
/// the one it is like, with what is its own. Whatever is added to entries is part of what they have alike, and needs nothing here.
/// </remarks>
internal static class PackedEntries
{
    private const int NoAmount = -1;
    private static readonly Window Any = Window.Year(2000);

    public static CommitmentLedgers Without(CommitmentLedgers ledgers) => ledgers with
    {
        Ledgers = ledgers.Ledgers.ToImmutableDictionary(
            pair => pair.Key, pair => pair.Value.With(ImmutableDictionary<string, EntryView>.Empty)),
    };

    public static void Write(Utf8JsonWriter writer, CommitmentLedgers ledgers)
    {
        var (alike, amounts, windows) = (new Table<EntryView>(), new Table<Amount>(), new Table<Window>());
        writer.WriteStartObject();
        writer.WriteStartObject("ledgers");
        foreach (var ledger in ledgers.InOrder)
        {
            writer.WriteStartArray(ledger.Commitment.Id);
            foreach (var entry in ledger.Entries.Values)
            {
                writer.WriteStringValue(entry.Id);
                writer.WriteNumberValue(entry.Number);
                writer.WriteNumberValue(entry.Since.UtcTicks);
                writer.WriteNumberValue(alike.Of(entry with { Id = "", Number = 0, Since = default, Occurred = Any, Amount = null }));
                writer.WriteNumberValue(windows.Of(entry.Occurred));
                writer.WriteNumberValue(entry.Amount is { } amount ? amounts.Of(amount) : NoAmount);
            }
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
        alike.Write(writer, "alike");
        amounts.Write(writer, "amounts");
        windows.Write(writer, "windows");
        writer.WriteEndObject();
    }

    /// <param name="text">What was written.</param>
    /// <param name="without">The ledgers without their entries.</param>
    /// <param name="known">The same ledgers at another time: entries that they have just so are theirs, and not made again.</param>
    /// <param name="sharing">What is known already.</param>
    public static CommitmentLedgers Read(ReadOnlySpan<byte> text, CommitmentLedgers without, CommitmentLedgers? known, Sharing sharing)
    {
        var (alike, amounts, windows, places) = Tables(text, sharing);
        var ledgers = without.Ledgers.ToBuilder();
        var (entries, others) = (new List<EntryView>(), new List<EntryView>());
        foreach (var (id, place) in places)
        {
            var before = known?.Find(id)?.Entries ?? ImmutableDictionary<string, EntryView>.Empty;
            var reader = new Utf8JsonReader(text[place..]);
            reader.Read();
            entries.Clear();
            others.Clear();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var entry = reader.GetString()!;
                var (number, since) = ((int)Next(ref reader), new DateTimeOffset(Next(ref reader), TimeSpan.Zero));
                var like = alike[(int)Next(ref reader)];
                var occurred = windows[(int)Next(ref reader)];
                var amount = (int)Next(ref reader);
                var made = like with
                {
                    Id = entry,
                    Number = number,
                    Since = since,
                    Occurred = occurred,
                    Amount = amount == NoAmount ? null : amounts[amount],
                };
                if (before.TryGetValue(entry, out var same) && same.Equals(made))
                    entries.Add(same);
                else
                {
                    entries.Add(made);
                    others.Add(made);
                }
            }
            ledgers[id] = ledgers[id].With(Built(before, entries, others));
        }
        return without with { Ledgers = ledgers.ToImmutable() };
    }

    // From what is known, if that is most of it.
    private static ImmutableDictionary<string, EntryView> Built(
        ImmutableDictionary<string, EntryView> known, List<EntryView> entries, List<EntryView> others)
    {
        if (2 * (entries.Count - others.Count) > known.Count)
        {
            var built = known.ToBuilder();
            var last = entries.Max(entry => entry.Number);
            built.RemoveRange(known.Values.Where(entry => entry.Number > last).Select(entry => entry.Id));
            foreach (var other in others)
                built[other.Id] = other;
            if (built.Count == entries.Count)
                return built.ToImmutable();
        }
        return entries.ToImmutableDictionary(entry => entry.Id);
    }

    private static (List<EntryView> Alike, List<Amount> Amounts, List<Window> Windows, List<(string Id, int Place)> Ledgers) Tables(
        ReadOnlySpan<byte> text, Sharing sharing)
    {
        var tables = (
            Alike: new List<EntryView>(), Amounts: new List<Amount>(), Windows: new List<Window>(), Ledgers: new List<(string, int)>());
        var reader = new Utf8JsonReader(text);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            while (reader.Read() && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
                switch (name)
                {
                    case "alike":
                        tables.Alike.Add(sharing.Of(StateParts.Read<EntryView>(ref reader)));
                        break;
                    case "amounts":
                        tables.Amounts.Add(sharing.Of(StateParts.Read<Amount>(ref reader)));
                        break;
                    case "windows":
                        tables.Windows.Add(StateParts.Read<Window>(ref reader));
                        break;
                    default:
                        var ledger = reader.GetString()!;
                        reader.Read();
                        tables.Ledgers.Add((ledger, (int)reader.TokenStartIndex));
                        reader.Skip();
                        break;
                }
        }
        return tables;
    }

    private static long Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt64();
    }

    /// <summary>Values in the order they were first seen.</summary>
    private sealed class Table<T>
        where T : notnull
    {
        private readonly Dictionary<T, int> _places = [];
        private readonly List<T> _values = [];

        public int Of(T value)
        {
            if (_places.TryGetValue(value, out var place))
                return place;
            _places.Add(value, place = _values.Count);
            _values.Add(value);
            return place;
        }

        public void Write(Utf8JsonWriter writer, string name)
        {
            writer.WriteStartArray(name);
            foreach (var value in _values)
                StateParts.Write(writer, value);
            writer.WriteEndArray();
        }
    }
}
