using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace CoopGrains.Gateway.Changes;

/// <summary>A part of a reply in the content coding <c>deflate</c>, compressed by itself: it refers to nothing before it.</summary>
/// <param name="Bytes">Whole blocks of deflate, none the last.</param>
/// <param name="Checksum">Adler-32 of what it stands for.</param>
/// <param name="Length">The bytes that it stands for.</param>
internal sealed record DeflatePart(ReadOnlyMemory<byte> Bytes, uint Checksum, long Length)
{
    private const int Header = 2;
    private const int Trailer = 4;

    /// <summary>Compresses.</summary>
    /// <param name="text">What; not empty.</param>
    /// <param name="level">How well.</param>
    public static DeflatePart Of(ReadOnlySpan<byte> text, CompressionLevel level)
    {
        var made = new MemoryStream(256 + (text.Length / (level == CompressionLevel.NoCompression ? 1 : 4)));
        int end;
        using (var zlib = new ZLibStream(made, level, leaveOpen: true))
        {
            zlib.Write(text);
            zlib.Flush();
            end = (int)made.Length;
        }
        var all = made.GetBuffer().AsMemory(0, (int)made.Length);
        return new(all[Header..end], BinaryPrimitives.ReadUInt32BigEndian(all.Span[^Trailer..]), text.Length);
    }
}

/// <summary>Puts a reply in the content coding <c>deflate</c> (zlib, RFC 1950) together of parts, so that one part serves many replies.</summary>
internal sealed class DeflateParts
{
    // The largest prime below 65,536; RFC 1950, 8.2.
    private const uint Base = 65_521;

    private static readonly byte[] Beginning = [0x78, 0x01];
    private static readonly byte[] LastBlock = [0x03, 0x00];

    private uint _low = 1;
    private uint _high;

    /// <summary>Begins.</summary>
    public static void Begin(IBufferWriter<byte> to) => to.Write(Beginning);

    /// <summary>The next part.</summary>
    public void Add(IBufferWriter<byte> to, DeflatePart part)
    {
        to.Write(part.Bytes.Span);
        var (low, high) = (part.Checksum & 0xFFFF, part.Checksum >> 16);
        // What was summed up to here counts again with each byte of the part; both sums began at one and nothing.
        _high = (uint)((_high + high + ((ulong)(part.Length % Base) * (_low + Base - 1))) % Base);
        _low = (_low + low + Base - 1) % Base;
    }

    /// <summary>Ends.</summary>
    public void End(IBufferWriter<byte> to)
    {
        to.Write(LastBlock);
        BinaryPrimitives.WriteUInt32BigEndian(to.GetSpan(sizeof(uint)), (_high << 16) | _low);
        to.Advance(sizeof(uint));
    }
}
