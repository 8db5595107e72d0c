using System.Buffers;
using System.IO.Compression;
using CoopGrains.Gateway.Changes;

namespace Gateway.Tests;

public sealed class DeflatePartsTests
{
    [Fact]
    public void Parts_that_were_compressed_alone_are_one_text_in_any_order_and_number()
    {
        var random = new Random(20_261_122);
        for (var time = 0; time < 200; time++)
        {
            var (to, reply, text) = (new ArrayBufferWriter<byte>(), new DeflateParts(), new MemoryStream());
            DeflateParts.Begin(to);
            for (var left = random.Next(6); left > 0; left--)
            {
                var part = new byte[random.Next(1, random.Next(3) == 0 ? 20 : 140_000)];
                random.NextBytes(part);
                if (random.Next(2) == 0)
                    part.AsSpan().Fill(255);
                var made = DeflatePart.Of(part, random.Next(2) == 0 ? CompressionLevel.Fastest : CompressionLevel.NoCompression);
                for (var again = random.Next(1, 3); again > 0; again--)
                {
                    reply.Add(to, made);
                    text.Write(part);
                }
            }
            reply.End(to);
            var read = new MemoryStream();
            using (var zlib = new ZLibStream(new MemoryStream(to.WrittenSpan.ToArray()), CompressionMode.Decompress))
                zlib.CopyTo(read);
            Assert.True(text.ToArray().AsSpan().SequenceEqual(read.ToArray()));
            Assert.ThrowsAny<InvalidDataException>(() =>
            {
                var broken = to.WrittenSpan.ToArray();
                broken[^1] ^= 1;
                using var zlib = new ZLibStream(new MemoryStream(broken), CompressionMode.Decompress);
                zlib.CopyTo(Stream.Null);
            });
        }
    }
}
