using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InventoryFunctions.Infrastructure.Tests.Bicep;

/// <summary>
/// Microsoft's Bicep compiler, asked over its standard input and output (JSON-RPC, framed as in the Language Server Protocol). It compiles in some
/// hundredths of a second once it runs, and evaluates what a deployment would create without asking Azure anything.
/// </summary>
public sealed class BicepCompiler : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);
    private Process? _process;
    private int _calls;

    /// <inheritdoc/>
    public Task InitializeAsync()
    {
        ProcessStartInfo start = new(BuildFacts.BicepPath, ["jsonrpc", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        _process = Process.Start(start)!;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _process!.StandardInput.Close();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process?.Dispose();
        _turn.Dispose();
    }

    /// <summary>What the compiler answers to <paramref name="method"/>.</summary>
    /// <exception cref="BicepException">It refuses; the message is its own.</exception>
    public async Task<JsonNode> AskAsync(string method, JsonObject argument)
    {
        await _turn.WaitAsync();
        try
        {
            // Not from before the turn: many may be before this one, each within its time.
            using CancellationTokenSource patience = new(Patience);
            JsonObject request = new() { ["jsonrpc"] = "2.0", ["id"] = ++_calls, ["method"] = method, ["params"] = new JsonArray(argument) };
            await SendAsync(JsonSerializer.SerializeToUtf8Bytes(request), patience.Token);
            JsonNode answer = JsonNode.Parse(await ReceiveAsync(patience.Token))!;
            return answer["error"] is { } refused ? throw new BicepException(refused["message"]!.GetValue<string>()) : answer["result"]!;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task SendAsync(byte[] body, CancellationToken cancellationToken)
    {
        Stream input = _process!.StandardInput.BaseStream;
        await input.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n")), cancellationToken);
        await input.WriteAsync(body, cancellationToken);
        await input.FlushAsync(cancellationToken);
    }

    private async Task<byte[]> ReceiveAsync(CancellationToken cancellationToken)
    {
        Stream output = _process!.StandardOutput.BaseStream;
        int length = 0;
        for (string line = await ReadLineAsync(output, cancellationToken); line.Length > 0; line = await ReadLineAsync(output, cancellationToken))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line["Content-Length:".Length..], CultureInfo.InvariantCulture);
            }
        }

        byte[] body = new byte[length];
        await output.ReadExactlyAsync(body, cancellationToken);
        return body;
    }

    private static async Task<string> ReadLineAsync(Stream output, CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (true)
        {
            await output.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }
    }
}
