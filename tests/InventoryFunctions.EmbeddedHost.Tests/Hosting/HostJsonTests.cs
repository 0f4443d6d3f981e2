using InventoryFunctions.EmbeddedHost.Hosting;

namespace InventoryFunctions.EmbeddedHost.Tests.Hosting;

public sealed class HostJsonTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    [Fact]
    public void Read_TheAppsOwnFile_GivesItsValues()
    {
        var hostJson = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json"), new Dictionary<string, string?>());

        Assert.Equal("api", hostJson.RoutePrefix);
        Assert.Equal("InventoryFunctions", hostJson.HubName);
        Assert.Equal(16, hostJson.QueueBatchSize);
        Assert.Equal(TimeSpan.FromSeconds(30), hostJson.VisibilityTimeout);
    }

    [Fact]
    public void Read_EmptyObject_GivesAzuresDefaults()
    {
        var hostJson = Read("{ /* comments are allowed */ }");

        Assert.Equal("api", hostJson.RoutePrefix);
        Assert.Equal(16, hostJson.QueueBatchSize);
        Assert.Equal(5, hostJson.MaxDequeueCount);
        Assert.Equal(TimeSpan.Zero, hostJson.VisibilityTimeout);
        Assert.Equal(TimeSpan.FromMinutes(1), hostJson.MaxPollingInterval);
        Assert.True(hostJson.QueueMessagesAreBase64);
    }

    [Fact]
    public void Read_UnknownKeys_AreIgnored() => Assert.Equal(
        "v1", Read("""{"extensions":{"http":{"routePrefix":"/v1/","customHeaders":{}},"kafka":{"x":[1]}},"logging":{}}""").RoutePrefix);

    [Fact]
    public void Read_OverriddenBySetting_TakesTheSetting() => Assert.Equal(7, Read(
        """{"extensions":{"queues":{"batchSize":3}}}""", new() { ["AzureFunctionsJobHost__extensions__queues__batchSize"] = "7" }).QueueBatchSize);

    [Theory]
    [InlineData("""{"extensions":{"queues":{"batchSize":33}}}""", "extensions.queues.batchSize")]
    [InlineData("""{"extensions":{"queues":{"batchSize":"many"}}}""", "extensions.queues.batchSize")]
    [InlineData("""{"extensions":{"queues":{"maxDequeueCount":0}}}""", "extensions.queues.maxDequeueCount")]
    [InlineData("""{"extensions":{"queues":{"visibilityTimeout":"soon"}}}""", "extensions.queues.visibilityTimeout")]
    [InlineData("""{"extensions":{"queues":{"maxPollingInterval":"00:00:00"}}}""", "extensions.queues.maxPollingInterval")]
    [InlineData("""{"extensions":{"queues":{"messageEncoding":"rot13"}}}""", "extensions.queues.messageEncoding")]
    [InlineData("""{"extensions":{"durableTask":{"hubName":"no-dash"}}}""", "extensions.durableTask.hubName")]
    [InlineData("""{"extensions":""", "JSON")]
    public void Read_Malformed_NamesFileAndKey(string json, string key)
    {
        var error = Assert.Throws<HostStartException>(() => Read(json));

        Assert.Contains(_path, error.Message, StringComparison.Ordinal);
        Assert.Contains(key, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ExitCode.InvalidSetup, error.ExitCode);
    }

    public void Dispose() => File.Delete(_path);

    private HostJson Read(string json, Dictionary<string, string?>? settings = null)
    {
        File.WriteAllText(_path, json);
        return HostJson.Read(_path, settings ?? []);
    }
}
