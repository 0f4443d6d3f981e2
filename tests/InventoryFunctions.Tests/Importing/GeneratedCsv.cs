using System.Text;

namespace InventoryFunctions.Tests.Importing;

/// <summary>A file that is made while it is read, so that a test can send one that would not fit its memory.</summary>
internal sealed class GeneratedCsv(string header, long rows, Func<long, string> row) : Stream
{
    private byte[] current = Encoding.UTF8.GetBytes(header + "\n");
    private int position;
    private long made;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

    public long BytesRead { get; private set; }

    /// <summary>Called with the number of rows that were made.</summary>
    public Action<long>? Made { get; init; }

    public override int Read(Span<byte> buffer)
    {
        int copied = 0;
        while (copied < buffer.Length)
        {
            if (position == current.Length)
            {
                if (made == rows)
                {
                    break;
                }

                Made?.Invoke(made);
                current = Encoding.UTF8.GetBytes(row(made++) + "\n");
                position = 0;
            }

            int count = Math.Min(buffer.Length - copied, current.Length - position);
            current.AsSpan(position, count).CopyTo(buffer[copied..]);
            position += count;
            copied += count;
        }

        BytesRead += copied;
        return copied;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
