using Azure.Storage.Queues;
using InventoryFunctions.EmbeddedHost.Queues;
using InventoryFunctions.Testing;

namespace InventoryFunctions.EmbeddedHost.Tests.Queues;

public sealed class QueueTriggerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private const string EncodingSetting = "AzureFunctionsJobHost__extensions__queues__messageEncoding";

    private readonly string _name = AzuriteFixture.NewQueueName();

    private QueueClient Queue => new(azurite.ConnectionString, _name);

    private QueueClient Poison => new(azurite.ConnectionString, $"{_name}-poison");

    [Fact]
    public async Task Queue_Missing_IsCreatedAndItsMessagesRead()
    {
        await using var host = await StartAsync<TextQueueFunctions>();
        await Eventually.HoldsAsync(async () => await Queue.ExistsAsync(), "the queue exists");

        await Queue.SendMessageAsync("hello, plain");

        Assert.Equal("hello, plain", Assert.Single(await host.Log.WaitForAsync(1)));
        await IsEmptyAsync();
    }

    [Fact]
    public async Task Message_EncodedInBase64_IsDecoded()
    {
        await using var host = await StartAsync<TextQueueFunctions>();
        await Queue.CreateIfNotExistsAsync();
        var encoding = new QueueClient(azurite.ConnectionString, _name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

        await encoding.SendMessageAsync("""{"a":"é"}""");

        Assert.Equal("""{"a":"é"}""", Assert.Single(await host.Log.WaitForAsync(1)));
    }

    [Fact]
    public async Task Message_WhereHostJsonSaysNone_ReachesTheFunctionAsItIs()
    {
        await using var host = await StartAsync<TextQueueFunctions>(new() { [EncodingSetting] = "none" });
        await Queue.CreateIfNotExistsAsync();

        await Queue.SendMessageAsync("eyJhIjoxfQ==");

        Assert.Equal("eyJhIjoxfQ==", Assert.Single(await host.Log.WaitForAsync(1)));
    }

    [Theory]
    [InlineData(QueueMessageEncoding.None)]
    [InlineData(QueueMessageEncoding.Base64)]
    public async Task Message_OfJson_IsReadAsARecord(QueueMessageEncoding encoding)
    {
        await using var host = await StartAsync<OrderQueueFunctions>(new() { ["Sample"] = azurite.ConnectionString });
        var sender = new QueueClient(azurite.ConnectionString, _name, new QueueClientOptions { MessageEncoding = encoding });
        await sender.CreateIfNotExistsAsync();

        await sender.SendMessageAsync("""{"orderId":"o-1","quantity":3}""");

        Assert.Equal(new Order("o-1", 3), Assert.Single(await host.Log.WaitForAsync(1)));
    }

    [Fact]
    public async Task Message_AsQueueMessage_CarriesItsDequeueCount()
    {
        await using var host = await StartAsync<RawQueueFunctions>();
        await Queue.CreateIfNotExistsAsync();

        await Queue.SendMessageAsync("raw");

        Assert.Equal(("raw", 1L, (object)1L), Assert.Single(await host.Log.WaitForAsync(1)));
    }

    [Fact]
    public async Task Message_AsBytes_IsTheDecodedBody()
    {
        await using var host = await StartAsync<BytesQueueFunctions>();
        await Queue.CreateIfNotExistsAsync();

        await Queue.SendMessageAsync(Convert.ToBase64String([0, 1, 254, 255]));

        Assert.Equal(4, Assert.Single(await host.Log.WaitForAsync(1)));
    }

    [Fact]
    public async Task Backlog_OfSeveralBatches_IsReadOnceEach()
    {
        const int Count = 100;
        await Queue.CreateIfNotExistsAsync();
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => Queue.SendMessageAsync($"message no. {i}")));

        await using var host = await StartAsync<TextQueueFunctions>();
        await host.Log.WaitForAsync(Count);
        await IsEmptyAsync();

        Assert.Equal(Count, host.Log.Calls.Distinct().Count());
        Assert.Equal(Count, host.Log.Calls.Count);
    }

    [Fact]
    public async Task Message_AlwaysRefused_GoesToThePoisonQueueUnchanged()
    {
        var body = Convert.ToBase64String("""{"orderId":"o-1"}"""u8);
        await using var host = await StartAsync<FailingQueueFunctions>(new() { ["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = "3" });
        await Queue.CreateIfNotExistsAsync();

        await Queue.SendMessageAsync(body);
        await Eventually.HoldsAsync(
            async () => await Poison.ExistsAsync() && (await Poison.PeekMessagesAsync(32)).Value.Length > 0, "the message is in the poison queue");
        await IsEmptyAsync();

        Assert.Equal([1L, 2L, 3L], host.Log.Calls);
        Assert.Equal(body, Assert.Single((await Poison.PeekMessagesAsync(32)).Value).Body.ToString());
    }

    [Fact]
    public async Task Message_NotReadableAsTheType_GoesToThePoisonQueue()
    {
        await using var host = await StartAsync<OrderQueueFunctions>(
            new() { ["Sample"] = azurite.ConnectionString, ["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = "1" });
        await Queue.CreateIfNotExistsAsync();

        await Queue.SendMessageAsync("no order at all!");
        await Eventually.HoldsAsync(async () => await Poison.ExistsAsync() && (await Poison.PeekMessagesAsync(32)).Value.Length == 1, "it is poison");

        Assert.Empty(host.Log.Calls);
    }

    [Fact]
    public async Task Message_WorkedOnLongerThanItsLease_IsNotDeliveredAgain()
    {
        object[] expected = ["long!", "later"];

        // A busy machine that stands still for half a lease loses it, and rightly so: there it is tried with a longer one.
        var calls = await CallsOfALongRunAsync(TimeSpan.FromSeconds(2));
        calls = calls.SequenceEqual(expected) ? calls : await CallsOfALongRunAsync(TimeSpan.FromSeconds(8));
        calls = calls.SequenceEqual(expected) ? calls : await CallsOfALongRunAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(expected, calls);
    }

    [Fact]
    public async Task Disabled_Queue_IsLeftAlone()
    {
        await Queue.CreateIfNotExistsAsync();
        await Queue.SendMessageAsync("kept");

        await using (await StartAsync<TextQueueFunctions>(new() { ["AzureWebJobs.ReadText.Disabled"] = "true" }))
        {
        }

        Assert.Equal(0, Assert.Single((await Queue.PeekMessagesAsync(1)).Value).DequeueCount);
    }

    [Fact]
    public async Task Stop_WhileAMessageIsWorkedOn_WaitsForIt()
    {
        using var gate = new SemaphoreSlim(0);
        var host = await StartAsync<BlockingQueueFunctions>(service: gate);
        await Queue.CreateIfNotExistsAsync();
        await Queue.SendMessageAsync("long!");
        await host.Log.WaitForAsync(1);

        var stopping = host.Application.StopAsync();
        Assert.False(stopping.IsCompleted);
        gate.Release();
        await stopping;
        await host.DisposeAsync();

        await IsEmptyAsync();
    }

    [Theory]
    [InlineData("1")]
    [InlineData("5")]
    public async Task Stop_CancelsTheLastDelivery_TheMessageIsDeliveredAgainAndNotPoisoned(string maxDequeueCount)
    {
        var settings = new Dictionary<string, string?> { ["AzureFunctionsJobHost__extensions__queues__maxDequeueCount"] = maxDequeueCount };
        await Queue.CreateIfNotExistsAsync();
        await Queue.SendMessageAsync("healthy");
        await using (var host = await StartAsync<EndlessQueueFunctions>(settings, drainTimeout: TimeSpan.FromMilliseconds(50)))
        {
            await host.Log.WaitForAsync(1);
        }

        await using var next = await StartAsync<TextQueueFunctions>(settings);

        Assert.Equal("healthy", Assert.Single(await next.Log.WaitForAsync(1)));
        await IsEmptyAsync();
        Assert.False(await Poison.ExistsAsync());
    }

    [Theory]
    [InlineData("""{"a":1}""", true, """{"a":1}""")]
    [InlineData("""{"a":1}""", false, """{"a":1}""")]
    [InlineData("eyJhIjoxfQ==", true, """{"a":1}""")]
    [InlineData("eyJhIjoxfQ==", false, "eyJhIjoxfQ==")]
    [InlineData("dGVzdA==", true, "test")]
    [InlineData("dGVzdA==", false, "dGVzdA==")]
    [InlineData("not base64", true, "not base64")]
    [InlineData("", true, "")]
    public void Decode_PlainAndBase64_AreToldApartWhereHostJsonAsksForBase64(string body, bool expectBase64, string expected) =>
        Assert.Equal(expected, QueueMessageBinding.Decode(new BinaryData(body), expectBase64).ToString());

    private Task<TestHost> StartAsync<T>(Dictionary<string, string?>? settings = null, object? service = null, TimeSpan? drainTimeout = null) => TestHost.StartAsync(
        azurite,
        [typeof(T)],
        new Dictionary<string, string?>(settings ?? []) { ["Sample__Queue"] = _name }.Append(new(EncodingSetting, "base64")).DistinctBy(setting => setting.Key).ToDictionary(),
        service: service,
        drainTimeout: drainTimeout);

    /// <summary>What the function is called with while it works on a message for two and a half times its lease.</summary>
    private async Task<IReadOnlyList<object>> CallsOfALongRunAsync(TimeSpan lease)
    {
        using var gate = new SemaphoreSlim(0);
        await using var host = await StartAsync<BlockingQueueFunctions>(new() { ["EmbeddedHost__QueueLease"] = $"{lease:c}" }, gate);
        await Queue.CreateIfNotExistsAsync();

        // The second message becomes visible, by the service's clock, after the first one's lease would have run out twice.
        await Queue.SendMessageAsync("long!");
        await Queue.SendMessageAsync("later", visibilityTimeout: 2.5 * lease);
        await host.Log.WaitForAsync(calls => calls.Contains("later"));
        gate.Release(int.MaxValue);
        await IsEmptyAsync();
        return host.Log.Calls;
    }

    private Task IsEmptyAsync() => Eventually.HoldsAsync(
        async () => (await Queue.GetPropertiesAsync()).Value.ApproximateMessagesCount == 0, "the queue is empty");
}
