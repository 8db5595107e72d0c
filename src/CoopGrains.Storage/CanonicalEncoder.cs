using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CoopGrains.Storage;

/// <summary>Builds the bytes that <see cref="RowHash"/> describes, and keeps where each value lies: a row is encoded once.</summary>
internal sealed class CanonicalEncoder
{
    internal const int KeptCapacity = 2 << 20;

    private const int MaxDigits = 20;

    private readonly Range[] _values = new Range[16];
    private byte[] _buffer = new byte[4096];
    private int _length;
    private int _count;

    internal CanonicalEncoder Start()
    {
        _length = 0;
        _count = 0;
        return this;
    }

    /// <summary>The UTF-8 bytes of the value added as number <paramref name="index"/>, valid until the next start.</summary>
    internal ReadOnlySpan<byte> this[int index] => _buffer.AsSpan(_values[index]);

    internal void AddRow(string previous, JournalRow row)
    {
        Add(previous);
        Add(row.Position);
        Add(row.Epoch);
        Add(row.BookKey);
        Add(row.Sequence);
        Add(row.OperationId);
        Add(row.Ordinal);
        Add(row.Fingerprint);
        Add(RecordedTime.ToMicroseconds(row.RecordedAt));
        Add(row.Actor);
        Add(row.Agency);
        Add(row.Side);
        Add(row.Trace);
        Add(row.Kind);
        Add(row.Text);
    }

    internal void Add(string value)
    {
        var bytes = Encoding.UTF8.GetByteCount(value);
        AddLength(bytes);
        Encoding.UTF8.GetBytes(value, _buffer.AsSpan(_length));
        Added(bytes);
    }

    internal void Add(long value)
    {
        Span<byte> digits = stackalloc byte[MaxDigits];
        Utf8Formatter.TryFormat(value, digits, out var bytes);
        AddLength(bytes);
        digits[..bytes].CopyTo(_buffer.AsSpan(_length));
        Added(bytes);
    }

    internal string Hash()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        return Convert.ToHexStringLower(hash);
    }

    private void AddLength(int bytes)
    {
        var needed = _length + bytes + MaxDigits + 1;
        if (needed > _buffer.Length)
            Array.Resize(ref _buffer, Math.Max(needed, _buffer.Length * 2));
        Utf8Formatter.TryFormat(bytes, _buffer.AsSpan(_length), out var written);
        _length += written;
        _buffer[_length++] = (byte)':';
    }

    private void Added(int bytes)
    {
        _values[_count++] = _length..(_length + bytes);
        _length += bytes;
    }
}
