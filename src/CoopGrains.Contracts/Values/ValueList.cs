using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Orleans;

namespace CoopGrains.Contracts;

/// <summary>An immutable list that is equal to another when their items are, and empty when nobody set it.</summary>
/// <remarks>Source-generated JSON drops the initialisers of init-only members, so "absent" must already mean "empty".</remarks>
[GenerateSerializer, Immutable, Alias(WireNames.ValueList)]
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
[JsonConverter(typeof(ValueListJson))]
public readonly struct ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    [Id(0)]
    private readonly T[]? _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>How many items it holds.</summary>
    public int Count => _items?.Length ?? 0;

    /// <summary>True when it holds nothing.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The item at a place, counted from 0.</summary>
    public T this[int index] => (_items ?? [])[index];

    /// <summary>The items, without a copy.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <summary>The same list with one more item at its end.</summary>
    public ValueList<T> Add(T item) => new([.. _items ?? [], item]);

    /// <summary>True when an equal item is in it.</summary>
    public bool Contains(T item) => Array.IndexOf(_items ?? [], item) >= 0;

    /// <inheritdoc/>
    public bool Equals(ValueList<T> other) => AsSpan().SequenceEqual(other.AsSpan(), EqualityComparer<T>.Default);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueList<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in AsSpan())
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)(_items ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Item by item.</summary>
    public static bool operator ==(ValueList<T> left, ValueList<T> right) => left.Equals(right);

    /// <summary>Item by item.</summary>
    public static bool operator !=(ValueList<T> left, ValueList<T> right) => !left.Equals(right);
}

/// <summary>Makes <see cref="ValueList{T}"/> from other collections.</summary>
public static class ValueList
{
    /// <summary>A list with these items.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());

    /// <summary>A list with these items, in their order.</summary>
    public static ValueList<T> ToValueList<T>(this IEnumerable<T> items) => new([.. items]);
}

/// <summary>Writes a list as a JSON array; <c>null</c> reads as empty, and an item is never null.</summary>
public sealed class ValueListJson : JsonConverterFactory
{
    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ValueList<>);

    /// <inheritdoc/>
    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Items<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Items<T> : JsonConverter<ValueList<T>>
    {
        public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var items = JsonSerializer.Deserialize<T[]>(ref reader, options) ?? [];
            return Array.TrueForAll(items, item => item is not null) ? new(items) : throw new JsonException("an item of a list is null");
        }

        public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var item in value.AsSpan())
                JsonSerializer.Serialize(writer, item, options);
            writer.WriteEndArray();
        }
    }
}
