using Azure;
using Azure.Storage;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using InventoryFunctions.Testing;

namespace InventoryFunctions.StorageClients.Tests.Queues;

public sealed class QueueOperationTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly QueueClient queue = new(azurite.ConnectionString, AzuriteFixture.NewQueueName());

    public Task InitializeAsync() => queue.CreateAsync();

    public Task DisposeAsync() => queue.DeleteIfExistsAsync();

    [Fact]
    public async Task Message_SentReceivedDeleted_IsGone()
    {
        var receipt = (await queue.SendMessageAsync("hello")).Value;

        var message = (await queue.ReceiveMessageAsync(Minute)).Value;
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);

        Assert.Equal((receipt.MessageId, "hello", 1), (message.MessageId, message.MessageText, message.DequeueCount));
        Assert.Equal("hello", message.Body.ToString());
        Assert.Equal(0, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Theory]
    [InlineData("<xml attribute=\"1\">&amp;</xml>")]
    [InlineData("{\"name\":\"ünïcödé 漢字 😀\"}")]
    [InlineData("line one\nline two")]
    public async Task Message_WithCharacters_ArrivesUnchanged(string text)
    {
        await queue.SendMessageAsync(text);

        Assert.Equal(text, (await queue.ReceiveMessageAsync(Minute)).Value.MessageText);
    }

    [Fact]
    public async Task Message_OfBinaryData_ArrivesUnchanged()
    {
        await queue.SendMessageAsync(BinaryData.FromObjectAsJson(new { Id = 7 }));

        Assert.Equal("""{"Id":7}""", (await queue.ReceiveMessageAsync(Minute)).Value.Body.ToString());
    }

    [Fact]
    public async Task Message_Base64_IsEncodedOnTheWireOnly()
    {
        var encoded = new QueueClient(azurite.ConnectionString, queue.Name, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        byte[] bytes = [0, 1, 254, 255];

        await encoded.SendMessageAsync(new BinaryData(bytes));
        await encoded.SendMessageAsync("text");

        Assert.Equal([Convert.ToBase64String(bytes), "dGV4dA=="], (await queue.PeekMessagesAsync(2)).Value.Select(message => message.MessageText));
        var messages = (await encoded.ReceiveMessagesAsync(2, Minute)).Value;
        Assert.Equal(bytes, messages[0].Body.ToArray());
        Assert.Equal("text", messages[1].MessageText);
    }

    [Fact]
    public async Task Receive_Empty_AnswersNothing()
    {
        Assert.Null((await queue.ReceiveMessageAsync()).Value);
        Assert.Empty((await queue.ReceiveMessagesAsync()).Value);
    }

    [Fact]
    public async Task Receive_Many_TakesUpToTheNumberAskedFor()
    {
        for (var number = 0; number < 5; number++)
        {
            await queue.SendMessageAsync($"{number}");
        }

        Assert.Equal(["0", "1", "2"], (await queue.ReceiveMessagesAsync(3, Minute)).Value.Select(message => message.MessageText));
        Assert.Equal(["3", "4"], (await queue.ReceiveMessagesAsync(32, Minute)).Value.Select(message => message.MessageText));
    }

    [Fact]
    public async Task Message_BeingWorkedOn_IsInvisibleUntilGivenBack()
    {
        await queue.SendMessageAsync("hello");
        var first = (await queue.ReceiveMessageAsync(Minute)).Value;
        Assert.Null((await queue.ReceiveMessageAsync(Minute)).Value);

        await queue.UpdateMessageAsync(first.MessageId, first.PopReceipt, visibilityTimeout: TimeSpan.Zero);

        var second = (await queue.ReceiveMessageAsync(Minute)).Value;
        Assert.Equal((first.MessageId, "hello", 2), (second.MessageId, second.MessageText, second.DequeueCount));
        Assert.NotEqual(first.PopReceipt, second.PopReceipt);
    }

    [Fact]
    public async Task Send_WithDelayAndTimeToLive_IsInvisibleAndExpires()
    {
        var receipt = (await queue.SendMessageAsync("later", visibilityTimeout: Minute, timeToLive: TimeSpan.FromHours(1))).Value;

        Assert.Null((await queue.ReceiveMessageAsync()).Value);
        Assert.Equal(Minute, receipt.TimeNextVisible - receipt.InsertionTime);
        Assert.Equal(TimeSpan.FromHours(1), receipt.ExpirationTime - receipt.InsertionTime);
    }

    [Fact]
    public async Task Update_TextAndVisibility_CountsForTheNextReceipt()
    {
        await queue.SendMessageAsync("one");
        var message = (await queue.ReceiveMessageAsync(Minute)).Value;

        var extended = (await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, "two", Minute)).Value;
        var given = (await queue.UpdateMessageAsync(message.MessageId, extended.PopReceipt, "three")).Value;

        Assert.NotEqual(message.PopReceipt, extended.PopReceipt);
        Assert.Equal(given.PopReceipt, message.Update(given).PopReceipt);
        Assert.Equal("three", (await queue.ReceiveMessageAsync(Minute)).Value.MessageText);
    }

    [Fact]
    public async Task Delete_WithAnOutdatedReceipt_IsRefused()
    {
        await queue.SendMessageAsync("hello");
        var message = (await queue.ReceiveMessageAsync(Minute)).Value;
        await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: Minute);

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => queue.DeleteMessageAsync(message.MessageId, message.PopReceipt));

        Assert.Contains(failure.Status, new[] { 400, 404 });
        Assert.Contains(failure.ErrorCode, new[] { QueueErrorCode.PopReceiptMismatch.ToString(), QueueErrorCode.MessageNotFound.ToString() });
        Assert.Equal(1, (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Peek_ChangesNothing()
    {
        await queue.SendMessageAsync("hello");

        var peeked = Assert.Single((await queue.PeekMessagesAsync(32)).Value);
        Assert.Equal((await queue.PeekMessageAsync()).Value.MessageId, peeked.MessageId);

        Assert.Equal(("hello", 0), (peeked.MessageText, peeked.DequeueCount));
        Assert.Equal(1, (await queue.ReceiveMessageAsync(Minute)).Value.DequeueCount);
    }

    [Fact]
    public async Task Properties_CountMessagesAndKeepMetadata()
    {
        var tagged = new QueueClient(azurite.ConnectionString, AzuriteFixture.NewQueueName());
        await tagged.CreateAsync(new Dictionary<string, string> { ["owner"] = "stock" });
        await tagged.SendMessageAsync("1");
        await tagged.SendMessageAsync("2");

        var properties = (await tagged.GetPropertiesAsync()).Value;

        Assert.Equal(2, properties.ApproximateMessagesCount);
        Assert.Equal("stock", properties.Metadata["owner"]);
    }

    [Fact]
    public async Task Clear_RemovesEveryMessage()
    {
        await queue.SendMessageAsync("1");
        await queue.SendMessageAsync("2");

        await queue.ClearMessagesAsync();

        Assert.Empty((await queue.PeekMessagesAsync()).Value);
    }

    [Fact]
    public async Task CreateIfNotExists_SecondTime_AnswersNull()
    {
        var other = new QueueClient(azurite.ConnectionString, AzuriteFixture.NewQueueName());

        Assert.False(await other.ExistsAsync());
        Assert.NotNull(await other.CreateIfNotExistsAsync());
        Assert.Null(await other.CreateIfNotExistsAsync());
        Assert.True(await other.ExistsAsync());
        Assert.True(await other.DeleteIfExistsAsync());
        Assert.False(await other.DeleteIfExistsAsync());
    }

    [Fact]
    public async Task Send_ToMissingQueue_IsNotFound()
    {
        var missing = new QueueClient(azurite.ConnectionString, AzuriteFixture.NewQueueName());

        var failure = await Assert.ThrowsAsync<RequestFailedException>(() => missing.SendMessageAsync("hello"));

        Assert.Equal(404, failure.Status);
        Assert.Equal(QueueErrorCode.QueueNotFound.ToString(), failure.ErrorCode);
    }

    [Fact]
    public async Task GetQueues_ByPrefix_ListsThem()
    {
        var service = new QueueServiceClient(azurite.ConnectionString);
        var prefix = AzuriteFixture.NewQueueName();
        await service.CreateQueueAsync($"{prefix}-a");
        await service.CreateQueueAsync($"{prefix}-b");

        var found = new List<string>();
        await foreach (var page in service.GetQueuesAsync(prefix: prefix).AsPages(pageSizeHint: 1))
        {
            found.AddRange(page.Values.Select(item => item.Name));
        }

        Assert.Equal([$"{prefix}-a", $"{prefix}-b"], found);
        await service.DeleteQueueAsync($"{prefix}-a");
        Assert.False(await service.GetQueueClient($"{prefix}-a").ExistsAsync());
    }

    [Fact]
    public async Task Client_FromAddressAndKey_ReachesTheSameQueue()
    {
        var key = azurite.ConnectionString.Split("AccountKey=")[1].Split(';')[0];
        var same = new QueueClient(new Uri($"{azurite.Server.QueueEndpoint}/{queue.Name}"), new StorageSharedKeyCredential("devstoreaccount1", key));

        await same.SendMessageAsync("hello");

        Assert.Equal("hello", (await queue.ReceiveMessageAsync(Minute)).Value.MessageText);
        Assert.Equal((queue.Name, "devstoreaccount1"), (same.Name, same.AccountName));
    }
}
